import type { PlanNode } from '@apollo/query-planner';
import type { FetchDocuments } from '../../../calls/fetch-document.ts';
import type { Place } from './client-value.ts';
import { fetchesOf, filledKeys } from './own-places.ts';

/** The keys that fetches add to objects that are there before them, by place. */
export type LaterKeys = ReadonlyMap<Place, ReadonlySet<string>>;

/** An object that is made with room for them need not change its shape for each. */
export function laterKeys(plan: PlanNode | null, documents: FetchDocuments): LaterKeys {
  const later = new Map<Place, Set<string>>();
  for (const { node, base } of plan ? fetchesOf(plan, '') : []) {
    const keys = later.get(base) ?? new Set();
    for (const key of filledKeys(documents.get(node.operation))) keys.add(key);
    later.set(base, keys);
  }
  return later;
}

/** Those at places below a fetch, seen from there. */
export const laterBelow = (later: LaterKeys, base: Place): LaterKeys =>
  new Map(
    [...later].flatMap(([place, keys]) => (place.startsWith(`${base}.`) ? [[place.slice(base.length), keys]] : [])),
  );
