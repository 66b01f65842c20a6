/**
 * JavaScript that is made for one shape of objects: a literal and reads of fixed names take a tenth of the time of names in
 * variables. `code` names what it gets in `given` by `in0`, `in1`...; names of others stand in it by `name` alone. Null where a
 * process may not compile text (`--disallow-code-generation-from-strings`): whoever asks must be able to do without.
 */
export function codeOf<T>(code: string, given: readonly unknown[]): T | null {
  const inputs = given.map((_, at) => `in${String(at)}`);
  try {
    return (new Function(...inputs, `return ${code};`) as (...all: readonly unknown[]) => T)(...given);
  } catch {
    return null;
  }
}

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
