/**
 * What `make` gives from the third asking on, null before: most operations that come once never come again, and making is
 * dearer than doing without.
 */
export function fromThirdUse<T>(make: () => T): () => T | null {
  let used = 0;
  let made: T | null = null;
  return () => {
    if (used < 3 && (used += 1) === 3) made = make();
    return made;
  };
}
