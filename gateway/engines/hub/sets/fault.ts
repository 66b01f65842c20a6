import { isData, type Data } from '../data.ts';

/** Something that went wrong with one field of one object of a fetch's answer. */
export interface SetFault {
  /** The object that lacks the field; null for the answer itself. */
  readonly owner: Data;
  readonly key: string;
  /** Positions in lists below the field. */
  readonly positions: readonly number[];
  readonly error: unknown;
}

type Path = readonly (string | number)[];

/** Where the objects that faults name stand in the answer. Only asked for when something went wrong, so it may look. */
export function placesOf(root: Data, faults: readonly SetFault[]): Map<Data, Path> {
  const wanted = new Set(faults.map(({ owner }) => owner));
  const found = new Map<Data, Path>();
  const walk = (value: unknown, path: Path): void => {
    if (found.size === wanted.size) return;
    if (Array.isArray(value)) for (const [i, one] of value.entries()) walk(one, [...path, i]);
    else if (isData(value)) {
      if (wanted.has(value) && !found.has(value)) found.set(value, path);
      for (const [key, one] of Object.entries(value)) if (typeof one === 'object') walk(one, [...path, key]);
    }
  };
  walk(root, []);
  return found;
}
