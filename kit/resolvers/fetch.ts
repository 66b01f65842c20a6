import type { Relation } from '../relation.ts';
import type { FetchedRow, Source } from '../sources/source.ts';
import type { CountPlan, Parents, RowsPlan, SumPlan } from '../sql/plan.ts';
import type { SetCall } from './field.ts';
import type { Link, LinkKey } from './link.ts';

type Call = Pick<SetCall, 'parents' | 'context' | 'sources'>;

/** What one parent got: its rows, or the fault of a system that holds some of them. */
export type Share<T> = readonly T[] | Error;

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error('fault', { cause: fault }));

function groupByParent<T extends { readonly parent: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.parent);
    if (group) group.push(item);
    else groups.set(item.parent, [item]);
  }
  return groups;
}

const concerns = (source: Source, key: LinkKey): boolean => key.system === null || key.system === source.system;

/**
 * Asks each source once, for the keys of all parents that concern it, and deals the answers out to the parents. A
 * source that fails costs only the parents that have a key there: part of a list would be a wrong list.
 */
async function askSources<T extends { readonly parent: string }>(
  call: Call,
  relation: Relation,
  link: Link,
  ask: (source: Source, by: Parents | null) => Promise<readonly T[]>,
): Promise<Share<T>[]> {
  const keys = call.parents.map(link.keys);
  const sources = call.sources.filter((source) => source.has(relation));
  const answers = await Promise.all(
    sources.map(async (source): Promise<Map<string, T[]> | Error> => {
      const wanted = new Set<string>();
      for (const list of keys) for (const key of list) if (concerns(source, key)) wanted.add(key.key);
      if (wanted.size === 0) return new Map();
      try {
        return groupByParent(await ask(source, link.column === '' ? null : { column: link.column, keys: [...wanted] }));
      } catch (fault) {
        return asError(fault);
      }
    }),
  );
  return keys.map((list) => {
    const share: T[] = [];
    for (const [at, source] of sources.entries()) {
      const answer = answers[at];
      for (const key of list) {
        if (!answer || !concerns(source, key)) continue;
        if (answer instanceof Error) return answer;
        const own = answer.get(key.key);
        if (own) share.push(...own);
      }
    }
    return share;
  });
}

/** Rows of a relation per parent: one statement per source, whatever the number of parents. Order: source by source. */
export function fetchRows<R extends Relation>(
  call: Call,
  relation: R,
  link: Link,
  wanted: Pick<RowsPlan, 'columns' | 'where' | 'order' | 'first' | 'after' | 'along' | 'couldComeAlong'>,
): Promise<Share<FetchedRow<R>>[]> {
  return askSources(call, relation, link, (source, by) =>
    source.rows({ kind: 'rows', relation, ...(by && { by }), ...wanted }, call.context),
  );
}

/** Number of rows per parent. */
export async function fetchCounts(
  call: Call,
  relation: Relation,
  link: Link,
  where: CountPlan['where'] = [],
): Promise<(number | Error)[]> {
  const shares = await askSources(call, relation, link, (source, by) =>
    source.count({ kind: 'count', relation, ...(by && { by }), where }, call.context),
  );
  return shares.map((share) => (share instanceof Error ? share : share.reduce((sum, { count }) => sum + count, 0)));
}

/** Sums per parent and group; the groups of several sources stand side by side. */
export function fetchSums(
  call: Call,
  relation: Relation,
  link: Link,
  wanted: Pick<SumPlan, 'sum' | 'groupBy' | 'where'>,
) {
  return askSources(call, relation, link, (source, by) =>
    source.sum({ kind: 'sum', relation, ...(by && { by }), ...wanted }, call.context),
  );
}
