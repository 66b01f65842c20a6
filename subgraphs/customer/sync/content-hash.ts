import { createHash } from 'node:crypto';

/** A short name of a value: equal values have equal hashes whatever the order of their properties. Not for secrets. */
export function contentHash(version: number, value: object): string {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([version, entries]))
    .digest('base64url')
    .slice(0, 27);
}
