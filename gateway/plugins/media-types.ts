import Negotiator from 'negotiator';

/** Media types of answers in one, as Apollo Server writes them. */
export const json = 'application/json; charset=utf-8';
export const response = 'application/graphql-response+json; charset=utf-8';

// An empty header says as little as none.
const reader = (accept = ''): Negotiator => new Negotiator({ headers: accept === '' ? {} : { accept } });

/** Which of the offered media types a client takes first (RFC 9110, 12.5.1), as Apollo Server chooses; null when it takes none. */
export const preferred = (accept: string | undefined, offered: readonly string[]): string | null =>
  reader(accept).mediaType([...offered]) ?? null;

/** Whether a client takes this media type by its name, and not as one of many. */
export const isNamed = (accept: string | undefined, type: string): boolean =>
  reader(accept)
    .mediaTypes()
    .some((one) => one.toLowerCase() === type);
