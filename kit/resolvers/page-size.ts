import { HubError } from '../errors/hub-error.ts';

export const maxPageSize = 100;

/** The size of a page. Throws BAD_USER_INPUT outside of 1 to 100. */
export function pageSize(first: unknown): number {
  const size = first ?? 10;
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size;
  throw new HubError(
    'BAD_USER_INPUT',
    `first: expected 1 to ${String(maxPageSize)}, found ${String(size)}. Ask for less and follow pageInfo.endCursor.`,
  );
}
