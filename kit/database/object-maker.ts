import { codeOf } from '../code-of.ts';

/**
 * Objects of one shape with these properties, each read by the function at its place. They are made by a literal, compiled
 * once; where a process may not compile text, properties are added by name, which takes ten times as long.
 */
export function objectMaker<F, V>(
  names: readonly string[],
  read: readonly ((from: F) => V)[],
): (from: F) => Record<string, V> {
  const code = literalOf(names, (at) => `in0[${String(at)}](from)`);
  const compiled = codeOf<(from: F) => Record<string, V>>(code, [read]);
  if (compiled) return compiled;
  return (from) => Object.fromEntries(read.map((one, at) => [names[at] ?? '', one(from)]));
}

/** The same of a list of values in the order of the names. */
export function objectOfValues<V>(names: readonly string[]): (values: readonly V[]) => Record<string, V> {
  const code = literalOf(names, (at) => `from[${String(at)}]`);
  const compiled = codeOf<(values: readonly V[]) => Record<string, V>>(code, []);
  if (compiled) return compiled;
  return (values) => Object.fromEntries(values.map((value, at) => [names[at] ?? '', value]));
}

/** All of it is ours but the names, which are quoted. */
function literalOf(names: readonly string[], expression: (at: number) => string): string {
  return `(from) => ({ ${names.map((name, at) => `${JSON.stringify(name)}: ${expression(at)}`).join(', ')} })`;
}
