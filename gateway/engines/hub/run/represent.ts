import type { FetchStep } from '../compile/steps.ts';
import type { Data } from '../data.ts';
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

function represent(step: FetchStep, run: Run): Represented {
  const representations: Data[] = [];
  const owners: Data[][] = [];
  const targets = objectsAt(run.root, step.path, run.isInterface);
  const alike = targets.length > 1 ? new Map<string, number[]>() : null;
  for (const target of targets) {
    const representation = step.represent?.(target);
    if (!representation?.['__typename']) continue;
    if (step.inputRewrites.length > 0) rewrite(run.whole, step.inputRewrites, representation);
    const same = alike && sameIn(representations, representation, alike);
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
  const text = JSON.stringify(representation);
  for (const at of positions) if (JSON.stringify(all[at]) === text) return at;
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
