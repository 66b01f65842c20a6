import { Kind, type SelectionSetNode } from 'graphql';
import type { FetchStep, Step } from '../compile/steps.ts';
import type { Part } from './split.ts';

/** Response keys of a part, from the root of the answer; types do not matter here. */
export interface Shape {
  get(key: string): Shape | undefined;
  has(key: string): boolean;
}

type Growing = Map<string, Growing>;

export function shapeOf({ path, set }: Part): Shape {
  const root: Growing = new Map();
  let at = root;
  for (const { key } of path) at = below(at, key);
  grow(at, set);
  return root;
}

function below(shape: Growing, key: string): Growing {
  const known = shape.get(key);
  if (known) return known;
  const made: Growing = new Map();
  shape.set(key, made);
  return made;
}

function grow(shape: Growing, set: SelectionSetNode): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const at = below(shape, selection.alias?.value ?? selection.name.value);
      if (selection.selectionSet) grow(at, selection.selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) grow(shape, selection.selectionSet);
  }
}

/** The fetches without which a part is not whole: those that fill its keys, and whatever comes before them. */
export function neededFor(shape: Shape, step: Step): ReadonlySet<FetchStep> {
  return new Set(needed(shape, step));
}

function needed(shape: Shape, step: Step): FetchStep[] {
  if (step.kind === 'fetch') return fills(step, shape) ? [step] : [];
  if (step.kind === 'parallel') return step.steps.flatMap((one) => needed(shape, one));
  const found: FetchStep[] = [];
  for (const one of [...step.steps].reverse()) found.push(...(found.length > 0 ? fetchesOf(one) : needed(shape, one)));
  return found;
}

const fetchesOf = (step: Step): FetchStep[] => (step.kind === 'fetch' ? [step] : step.steps.flatMap(fetchesOf));

function fills({ path, document, outputRewrites }: FetchStep, shape: Shape): boolean {
  let at: Shape | undefined = shape;
  for (const { key } of path) {
    if (key === null || key === '') continue;
    at = at.get(key);
    if (!at) return false;
  }
  // Keys that are renamed on the way are not looked at closely.
  if (outputRewrites.some(({ kind }) => kind === 'KeyRenamer')) return true;
  const here = at;
  return document.filled.some(({ key }) => here.has(key));
}
