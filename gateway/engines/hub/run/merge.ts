import { isData, type Data } from '../data.ts';

/** Adds `source` to `target` in depth: what both have as objects, or as lists of one length, is merged; else `source` wins. */
export function merge(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue;
    const value = source[key];
    if (value === undefined) continue;
    const old = target[key];
    target[key] = old === undefined || old === value ? value : merged(old, value);
  }
}

function merged(old: unknown, value: unknown): unknown {
  if (isData(old) && isData(value)) {
    merge(old, value);
    return old;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length === value.length)
    return old.map((one: unknown, at) => merged(one, value[at]));
  return value;
}
