/**
 * A legacy key as one text. A key of one column is its text as it is; the parts of a composite key are joined by `~`, with
 * `~` and `%` percent-encoded in the parts, so that it can be taken apart again.
 */
const separator = '~';

const encodePart = (part: string): string => part.replaceAll('%', '%25').replaceAll('~', '%7E');

/** Null when a part is null: then there is no key. */
export function encodeKey(parts: readonly (string | null)[]): string | null {
  if (parts.some((part) => part === null)) return null;
  if (parts.length === 1) return parts[0] ?? null;
  return parts.map((part) => encodePart(part ?? '')).join(separator);
}

/** The parts; null when the text is no key of so many parts (then it matches no row). */
export function decodeKey(text: string, parts: number): string[] | null {
  if (parts === 1) return [text];
  const found = text.split(separator);
  if (found.length !== parts) return null;
  const decoded = found.map((part) => part.replaceAll('%7E', '~').replaceAll('%25', '%'));
  // Only what encodeKey writes is a key, so that a key has one text.
  return encodeKey(decoded) === text ? decoded : null;
}
