import { allOf, andThen, settle, type PromiseOrValue } from '../promise-or-value.ts';
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

/** Which keys of the parents concern a source, each once. */
function keysAt(source: Source, keys: readonly (readonly LinkKey[])[]): readonly string[] {
  const wanted = new Set<string>();
  for (const list of keys) for (const key of list) if (concerns(source, key)) wanted.add(key.key);
  return [...wanted];
}

/** What a source gave, by key; null when no parent has a key there, so that it was not asked. */
type Answer<T> = ReadonlyMap<string, readonly T[]> | Error | null;

/**
 * Asks each source once, for the keys of all parents that concern it, and deals the answers out to the parents. A
 * source that fails costs only the parents that have a key there: part of a list would be a wrong list.
 */
function askSources<T extends { readonly parent: string }>(
  call: Call,
  relation: Relation,
  link: Link,
  ask: (source: Source, by: Parents | null) => Promise<readonly T[]>,
): PromiseOrValue<Share<T>[]> {
  const keys = call.parents.map(link.keys);
  const sources = call.sources.filter((source) => source.has(relation));
  const answers = sources.map((source): PromiseOrValue<Answer<T>> => {
    const wanted = keysAt(source, keys);
    if (wanted.length === 0) return null;
    const by = link.column === '' ? null : { column: link.column, keys: wanted };
    return settle<readonly T[], Answer<T>>(() => ask(source, by), groupByParent, asError);
  });
  return andThen(allOf(answers), (given) => keys.map((list) => shareOf(list, sources, given)));
}

function shareOf<T>(keys: readonly LinkKey[], sources: readonly Source[], answers: readonly Answer<T>[]): Share<T> {
  const share: T[] = [];
  for (let at = 0; at < sources.length; at++) {
    const source = sources[at];
    const answer = answers[at];
    if (!source || !answer) continue;
    for (const key of keys) {
      if (!concerns(source, key)) continue;
      if (answer instanceof Error) return answer;
      const own = answer.get(key.key);
      if (own) for (const one of own) share.push(one);
    }
  }
  return share;
}

/**
 * Rows of a relation per parent: one statement per source, whatever the number of parents. Order: source by source. Where
 * `wanted` is the same object each time (`perOperation`), the statement is known by it.
 */
export function fetchRows<R extends Relation>(
  call: Call,
  relation: R,
  link: Link,
  wanted: Pick<
    RowsPlan,
    'columns' | 'where' | 'order' | 'first' | 'after' | 'along' | 'withoutPlaces' | 'couldComeAlong'
  >,
): PromiseOrValue<Share<FetchedRow<R>>[]> {
  return askSources(call, relation, link, (source, by) =>
    source.rows({ kind: 'rows', relation, ...(by && { by }), ...wanted, like: wanted }, call.context),
  );
}

/** Number of rows per parent. */
export function fetchCounts(
  call: Call,
  relation: Relation,
  link: Link,
  where: CountPlan['where'] = [],
): PromiseOrValue<(number | Error)[]> {
  const shares = askSources(call, relation, link, (source, by) =>
    source.count({ kind: 'count', relation, ...(by && { by }), where }, call.context),
  );
  return andThen(shares, (found) =>
    found.map((share) => (share instanceof Error ? share : share.reduce((sum, { count }) => sum + count, 0))),
  );
}

/** Sums per parent and group; the groups of several sources stand side by side. */
export function fetchSums(
  call: Call,
  relation: Relation,
  link: Link,
  wanted: Pick<SumPlan, 'sum' | 'groupBy' | 'where'>,
) {
  return askSources(call, relation, link, (source, by) =>
    source.sum({ kind: 'sum', relation, ...(by && { by }), ...wanted, like: wanted }, call.context),
  );
}
