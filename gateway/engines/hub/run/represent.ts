import type { Represent } from '../compile/representation.ts';
import type { FetchStep } from '../compile/steps.ts';
import { isData, type Data } from '../data.ts';
import { objectsAt } from './places.ts';
import { rewrite } from './rewrite.ts';
import type { Run } from './run.ts';

/** The objects at the place of a step, as the subgraph is asked for them; equal ones are asked for once. */
export interface Represented {
  readonly representations: readonly Data[];
  /** The objects that each representation stands for. */
  readonly owners: readonly Data[][];
}

/** What steps that start at the same moment may share, by `FetchStep.asks`: nothing was added to the answer between them. */
export type Together = (Represented | undefined)[];

export function represented(step: FetchStep, run: Run, together: Together | null): Represented {
  if (!together) return represent(step, run);
  return (together[step.asks] ??= represent(step, run));
}

const nobody: Represented = { representations: [], owners: [] };

function represent(step: FetchStep, run: Run): Represented {
  const targets = objectsAt(run.root, step.path, run.isInterface);
  const [first] = targets;
  const take = step.represent?.();
  if (!first || !take) return nobody;
  if (targets.length > 1) return representAll(step, run, take, targets);
  const representation = representationOf(step, run, take, first);
  return representation ? { representations: [representation], owners: [targets] } : nobody;
}

function representationOf(step: FetchStep, run: Run, take: Represent, target: Data): Data | null {
  const representation = take(target);
  if (!representation?.['__typename']) return null;
  if (step.inputRewrites.length > 0) rewrite(run.whole, step.inputRewrites, representation);
  return representation;
}

function representAll(step: FetchStep, run: Run, take: Represent, targets: readonly Data[]): Represented {
  const representations: Data[] = [];
  const owners: Data[][] = [];
  const alike = new Map<string, number[]>();
  for (const target of targets) {
    const representation = representationOf(step, run, take, target);
    if (!representation) continue;
    const same = sameIn(representations, representation, alike);
    if (same !== null) {
      owners[same]?.push(target);
      continue;
    }
    representations.push(representation);
    owners.push([target]);
  }
  return { representations, owners };
}

/** The position of an equal one among `all`; null when there is none, then it is about to be the last. */
function sameIn(all: readonly Data[], representation: Data, alike: Map<string, number[]>): number | null {
  const outline = outlineOf(representation);
  const positions = alike.get(outline);
  if (!positions) {
    alike.set(outline, [all.length]);
    return null;
  }
  for (const at of positions) if (isSame(all[at], representation)) return at;
  positions.push(all.length);
  return null;
}

/** The plain values in it: mostly a type and an id. What differs here differs; what is equal here is looked at. */
function outlineOf(representation: Data): string {
  let text = '';
  for (const key in representation) {
    const value = representation[key];
    if (typeof value === 'string' || typeof value === 'number') text += `${String(value)}\n`;
  }
  return text;
}

/** Whether these are the same JSON, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  if (!isData(a) || !isData(b)) return false;
  for (const key in a) if (!isSame(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}
