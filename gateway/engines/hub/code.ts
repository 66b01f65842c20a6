/** A name in code, quoted. No name of a property is `__proto__`: plan/settle.ts sees to that. */
export const name = (text: string): string => JSON.stringify(text);

/** More fields make a function that V8 does not optimise. */
export const mostFields = 100;

/**
 * What `make` gives from the third asking on, null before: most operations that come once never come again, and making is
 * dearer than doing without.
 */
export function fromThirdUse<T>(make: () => T | null): () => T | null {
  let used = 0;
  let made: T | null = null;
  return () => {
    if (used < 3 && (used += 1) === 3) made = make();
    return made;
  };
}
