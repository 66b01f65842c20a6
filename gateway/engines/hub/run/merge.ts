import { isData, type Data } from '../data.ts';

/**
 * Adds `source` to `target` in depth: what both have as objects, or as lists of one length, is merged; else `source` wins.
 * Only an object type that is known is not forgotten for a name of which `isInterface` is true: a subgraph with an
 * @interfaceObject knows no better.
 */
export function merge(target: Data, source: Data, isInterface: (typeName: string) => boolean): void {
  // Objects of an answer inherit nothing that can be gone through.
  for (const key in source) {
    if (key === '__proto__') continue;
    const value = source[key];
    if (value === undefined) continue;
    const old = target[key];
    if (old === undefined || old === value) target[key] = value;
    else if (key !== '__typename' || typeof value !== 'string' || !isInterface(value))
      target[key] = merged(old, value, isInterface);
  }
}

function merged(old: unknown, value: unknown, isInterface: (typeName: string) => boolean): unknown {
  if (isData(old) && isData(value)) {
    merge(old, value, isInterface);
    return old;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length === value.length)
    return old.map((one: unknown, at) => merged(one, value[at], isInterface));
  return value;
}
