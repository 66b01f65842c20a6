import { codeOf } from '../../../../kit/code-of.ts';
import { fromThirdUse, mostFields, name as quoted } from '../code.ts';
import { isData, type Data } from '../data.ts';

type IsInterface = (typeName: string) => boolean;

/**
 * Adds `source` to `target` in depth: what both have as objects, or as lists of one length, is merged; else `source` wins.
 * Only an object type that is known is not forgotten for a name of which `isInterface` is true: a subgraph with an
 * @interfaceObject knows no better.
 */
export type Merge = (target: Data, source: Data, isInterface: IsInterface) => void;

export const merge: Merge = (target, source, isInterface) => {
  // Objects of an answer inherit nothing that can be gone through.
  for (const key in source) if (key !== '__proto__') add(target, key, source[key], isInterface);
};

/** As `merge`, for sources that have no keys but these. Asked once for each run. */
export function compileMerge(keys: readonly string[]): () => Merge {
  const byCode = fromThirdUse(() => (keys.length > mostFields ? null : mergeCode(keys)));
  return () => byCode() ?? merge;
}

function mergeCode(keys: readonly string[]): Merge | null {
  const lines = keys.map(quoted).map(
    (key) => `if ((value = source[${key}]) !== undefined)
      if (target[${key}] === undefined) target[${key}] = value; else in0(target, ${key}, value, isInterface);`,
  );
  return codeOf<Merge>(`(target, source, isInterface) => { let value; ${lines.join('\n')} }`, [add]);
}

/** Adds what stands by one key. */
function add(target: Data, key: string, value: unknown, isInterface: IsInterface): void {
  if (value === undefined) return;
  const old = target[key];
  if (old === undefined || old === value) target[key] = value;
  else if (key !== '__typename' || typeof value !== 'string' || !isInterface(value))
    target[key] = merged(old, value, isInterface);
}

function merged(old: unknown, value: unknown, isInterface: IsInterface): unknown {
  if (isData(old) && isData(value)) {
    merge(old, value, isInterface);
    return old;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length === value.length)
    return old.map((one: unknown, at) => merged(one, value[at], isInterface));
  return value;
}
