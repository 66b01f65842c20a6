import { isData, type Data } from '../data.ts';

/** One step down the answer: into a field, or (key null) into every entry of a list, or nowhere (key ''). */
export interface PlanStep {
  readonly key: string | null;
  /** Only objects that say to be of one of these types go on; null for all. */
  readonly types: ReadonlySet<unknown> | null;
}

export type PlanPath = readonly PlanStep[];
export type AnswerPath = readonly (string | number)[];

/** The planner writes `orders`, `@` for the entries of a list, and `|[Book,Film]` behind either for types alone. */
export function planPath(texts: readonly string[]): PlanPath {
  return texts
    .map((text) => {
      const [key = '', types] = text.split('|');
      return { key: key === '@' ? null : key, types: types ? new Set(types.slice(1, -1).split(',')) : null };
    })
    .filter(({ key, types }) => key !== '' || types !== null);
}

/** An object that is known by its interface alone may be of any type. */
function goesOn(value: unknown, { types }: PlanStep, isInterface: (typeName: string) => boolean): boolean {
  if (value === null || value === undefined) return false;
  if (types === null || !isData(value)) return true;
  const name = value['__typename'];
  return typeof name !== 'string' || types.has(name) || isInterface(name);
}

/** The objects at a place of the answer, in order; those that are not there are left out. */
export function objectsAt(root: Data, path: PlanPath, isInterface: (typeName: string) => boolean): Data[] {
  // Up to the first list there is one.
  let one: unknown = root;
  let many: readonly unknown[] | null = null;
  for (const step of path) {
    if (many === null && step.key !== null) {
      one = below(one, step.key);
      if (!goesOn(one, step, isInterface)) return [];
    } else {
      many = next(many ?? [one], step, isInterface);
      if (many.length === 0) return [];
    }
  }
  if (many !== null) return many.filter(isData);
  return isData(one) ? [one] : [];
}

function next(values: readonly unknown[], step: PlanStep, isInterface: (typeName: string) => boolean): unknown[] {
  const { key } = step;
  const found: unknown[] = [];
  for (const value of values) {
    if (key !== null) {
      const one = below(value, key);
      if (goesOn(one, step, isInterface)) found.push(one);
    } else if (Array.isArray(value)) for (const one of value) if (goesOn(one, step, isInterface)) found.push(one);
  }
  return found;
}

/** Undefined where there is no object. */
function below(value: unknown, key: string): unknown {
  if (!isData(value)) return undefined;
  return key === '' ? value : value[key];
}

/** Where these objects stand in the answer; an object that stands in several positions has several. */
export function pathsOf(root: Data, path: PlanPath): Map<Data, AnswerPath[]> {
  const found = new Map<Data, AnswerPath[]>();
  const walk = (value: unknown, depth: number, so: AnswerPath): void => {
    const key = path[depth]?.key;
    if (key === null) {
      if (Array.isArray(value)) for (const [i, one] of value.entries()) walk(one, depth + 1, [...so, i]);
    } else if (isData(value)) {
      if (key === undefined) found.set(value, [...(found.get(value) ?? []), so]);
      else if (key === '') walk(value, depth + 1, so);
      else walk(value[key], depth + 1, [...so, key]);
    }
  };
  walk(root, 0, []);
  return found;
}
