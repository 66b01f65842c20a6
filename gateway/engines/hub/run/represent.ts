import type { Represent } from '../compile/representation.ts';
import type { FetchStep } from '../compile/steps.ts';
import type { Data } from '../data.ts';
import { Alike } from './alike.ts';
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
  const alike = new Alike();
  const owners: Data[][] = [];
  for (const target of targets) {
    const representation = representationOf(step, run, take, target);
    if (!representation) continue;
    const same = alike.positionOf(representation);
    if (same === null) owners.push([target]);
    else owners[same]?.push(target);
  }
  return { representations: alike.all, owners };
}
