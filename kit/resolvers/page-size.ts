import { HubError } from '../errors/hub-error.ts';

/** Largest page of a list that hangs from another object: it is multiplied by how many of those there are. */
export const maxPageSize = 100;

/** Largest page of a list at the root of a query, for which there is nothing to multiply. */
export const maxRootPageSize = 1_000;

/** The size of a page. Throws BAD_USER_INPUT outside of 1 to `most`. */
export function pageSize(first: unknown, most: number = maxPageSize): number {
  const size = first ?? 10;
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= most) return size;
  throw new HubError(
    'BAD_USER_INPUT',
    `first: expected 1 to ${String(most)}, found ${String(size)}. Ask for less and follow pageInfo.endCursor.`,
  );
}
