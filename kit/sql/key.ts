/**
 * A legacy key as one text. A key of one column is its text as it is; the parts of a composite key are joined by `~`, with
 * `~` and `%` percent-encoded in the parts, so that it can be taken apart again.
 */
const separator = '~';

const encodePart = (part: string): string =>
  part.includes('%') || part.includes(separator) ? part.replaceAll('%', '%25').replaceAll('~', '%7E') : part;
const decodePart = (part: string): string =>
  part.includes('%') ? part.replaceAll('%7E', '~').replaceAll('%25', '%') : part;

/** Null when a part is null: then there is no key. */
export function encodeKey(parts: readonly (string | null)[]): string | null {
  let key: string | null = null;
  for (const part of parts) {
    if (part === null) return null;
    if (parts.length === 1) return part;
    key = key === null ? encodePart(part) : key + separator + encodePart(part);
  }
  return key;
}

/** The parts; null when the text is no key of so many parts (then it matches no row). */
export function decodeKey(text: string, parts: number): string[] | null {
  if (parts === 1) return [text];
  const found = text.split(separator);
  if (found.length !== parts) return null;
  if (!text.includes('%')) return found;
  const decoded = found.map(decodePart);
  // Only what encodeKey writes is a key, so that a key has one text.
  return encodeKey(decoded) === text ? decoded : null;
}
