import { isData, type Data } from '../data.ts';

/** Keys, and `@` for every entry of a list. */
export type PlanPath = readonly string[];
export type AnswerPath = readonly (string | number)[];

/** The objects at a place of the answer, in order; those that are not there are left out. */
export function objectsAt(root: Data, path: PlanPath): Data[] {
  let at: unknown[] = [root];
  for (const step of path) {
    const next: unknown[] = [];
    for (const value of at) {
      if (step === '@') {
        if (Array.isArray(value)) for (const one of value) if (one !== null && one !== undefined) next.push(one);
      } else if (isData(value)) {
        const found = value[step];
        if (found !== null && found !== undefined) next.push(found);
      }
    }
    if (next.length === 0) return [];
    at = next;
  }
  return at.filter(isData);
}

/** Where these objects stand in the answer; an object that stands in several positions has several. */
export function pathsOf(root: Data, path: PlanPath): Map<Data, AnswerPath[]> {
  const found = new Map<Data, AnswerPath[]>();
  const walk = (value: unknown, depth: number, so: AnswerPath): void => {
    const step = path[depth];
    if (step === '@') {
      if (Array.isArray(value)) for (const [i, one] of value.entries()) walk(one, depth + 1, [...so, i]);
    } else if (isData(value)) {
      if (step !== undefined) walk(value[step], depth + 1, [...so, step]);
      else found.set(value, [...(found.get(value) ?? []), so]);
    }
  };
  walk(root, 0, []);
  return found;
}
