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

/** Of so few keys each is compared with those before it, which costs less than a Set. */
const few = 8;

/** Each key once, in their order. */
export function distinctKeys(keys: readonly string[]): readonly string[] {
  if (keys.length <= few && keys.every((key, at) => keys.indexOf(key) === at)) return keys;
  return [...new Set(keys)];
}

/** The parts; null when the text is no key of so many parts (then it matches no row). */
export function decodeKey(text: string, parts: number): string[] | null {
  if (parts === 1) return [text];
  const found: string[] = [];
  let start = 0;
  for (let end = text.indexOf(separator); end !== -1; end = text.indexOf(separator, start)) {
    found.push(text.slice(start, end));
    start = end + 1;
  }
  found.push(text.slice(start));
  if (found.length !== parts) return null;
  if (!text.includes('%')) return found;
  const decoded = found.map(decodePart);
  // Only what encodeKey writes is a key, so that a key has one text.
  return encodeKey(decoded) === text ? decoded : null;
}
