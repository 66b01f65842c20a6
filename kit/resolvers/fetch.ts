import { allOf, andThen, settle, type PromiseOrValue } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import type { FetchedRow, Source, Sum } from '../sources/source.ts';
import { distinctKeys } from '../sql/key.ts';
import type { CountPlan, Parents, RowsPlan, SumPlan } from '../sql/plan.ts';
import type { SetCall } from './field.ts';
import type { Link, LinkKey } from './link.ts';

type Call = Pick<SetCall, 'parents' | 'context' | 'sources'>;

interface OfParent {
  readonly parent: string;
}

/** What one parent got: its rows, or the fault of a system that holds some of them. */
export type Share<T> = readonly T[] | Error;

/** Makes of the share of the parent at a place what the caller wants. */
type Read<T, U> = (share: Share<T>, at: number) => U;

const nothing: readonly never[] = [];

const concerns = (source: Source, key: LinkKey): boolean => key.system === null || key.system === source.system;

/** Which keys of the parents concern a source, each once. */
function keysAt(source: Source, keys: readonly (readonly LinkKey[])[]): readonly string[] {
  let wanted: string[] | null = null;
  for (const list of keys)
    for (const key of list) {
      if (!concerns(source, key)) continue;
      // A list of one is all that there is room for; one that is pushed to takes room for sixteen more.
      if (wanted === null) wanted = [key.id];
      else wanted.push(key.id);
    }
  return wanted === null ? nothing : distinctKeys(wanted);
}

/** A source that is asked, and what it gave: rows or the like, or a fault. */
class Asked<T extends OfParent> {
  #items: readonly T[] = nothing;
  /** Where it was asked for several keys of several parents. */
  #byKey: ReadonlyMap<string, readonly T[]> | null = null;
  #fault: Error | null = null;

  constructor(
    readonly source: Source,
    readonly keys: readonly string[],
    private readonly isForOneParent: boolean,
  ) {}

  given(items: readonly T[]): void {
    if (this.isForOneParent || this.keys.length === 1) this.#items = ofKeys(items, this.keys);
    else this.#byKey = groupByParent(items);
  }

  failed(fault: unknown): void {
    this.#fault = fault instanceof Error ? fault : new Error('fault', { cause: fault });
  }

  /** For one of its keys. */
  of(key: string): Share<T> {
    return this.#fault ?? (this.#byKey ? (this.#byKey.get(key) ?? nothing) : this.#items);
  }

  /** For all its keys, which are those of one parent. */
  ofAll(): Share<T> {
    return this.#fault ?? this.#items;
  }
}

function groupByParent<T extends OfParent>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.parent);
    if (group) group.push(item);
    else groups.set(item.parent, [item]);
  }
  return groups;
}

/** Nearly always all: keys that a system takes for equal, but that are not the same text, are not the same key. */
function ofKeys<T extends OfParent>(items: readonly T[], keys: readonly string[]): readonly T[] {
  for (const { parent } of items)
    if (parent !== keys[0] && !keys.includes(parent)) return items.filter((item) => keys.includes(item.parent));
  return items;
}

/**
 * Asks each source once, for the keys of all parents that concern it, and deals the answers out to the parents. A
 * source that fails costs only the parents that have a key there: part of a list would be a wrong list.
 */
function askSources<T extends OfParent, U>(
  call: Call,
  relation: Relation,
  link: Link,
  ask: (source: Source, by: Parents | undefined) => Promise<readonly T[]>,
  read: Read<T, U>,
): PromiseOrValue<U[]> {
  const keys = call.parents.map(link.keys);
  let all: readonly Asked<T>[] = nothing;
  for (const source of call.sources) {
    const wanted = keysAt(source, keys);
    if (wanted.length === 0 || !source.has(relation)) continue;
    const asked = new Asked<T>(source, wanted, keys.length === 1);
    all = all.length === 0 ? [asked] : [...all, asked];
  }
  const dealt = (): U[] => deal(keys, all, read);
  const only = all[0];
  if (!only) return dealt();
  if (all.length === 1) return answered(only, link, ask, dealt);
  return andThen(allOf(all.map((asked) => answered(asked, link, ask, done))), dealt);
}

const done = (): void => undefined;

/** Asks one source, and goes on when its answer is there, or its fault. */
function answered<T extends OfParent, U>(
  asked: Asked<T>,
  { column }: Link,
  ask: (source: Source, by: Parents | undefined) => Promise<readonly T[]>,
  next: () => U,
): PromiseOrValue<U> {
  return settle(
    () => ask(asked.source, column === '' ? undefined : { column, keys: asked.keys }),
    (items) => {
      asked.given(items);
      return next();
    },
    (fault) => {
      asked.failed(fault);
      return next();
    },
  );
}

function deal<T extends OfParent, U>(
  keys: readonly (readonly LinkKey[])[],
  all: readonly Asked<T>[],
  read: Read<T, U>,
): U[] {
  return keys.length === 1 ? [read(shareOfOnly(all), 0)] : keys.map((list, at) => read(shareOf(list, all), at));
}

/** What the sources gave to the only parent, one behind the other. */
function shareOfOnly<T extends OfParent>(all: readonly Asked<T>[]): Share<T> {
  let share: readonly T[] = nothing;
  for (const asked of all) {
    const own = asked.ofAll();
    if (own instanceof Error) return own;
    share = joined(share, own);
  }
  return share;
}

/** The lists by each of its keys, source by source, one behind the other. */
function shareOf<T extends OfParent>(keys: readonly LinkKey[], all: readonly Asked<T>[]): Share<T> {
  let share: readonly T[] = nothing;
  for (const asked of all) {
    for (const key of keys) {
      if (!concerns(asked.source, key)) continue;
      const own = asked.of(key.id);
      if (own instanceof Error) return own;
      share = joined(share, own);
    }
  }
  return share;
}

const joined = <T>(some: readonly T[], more: readonly T[]): readonly T[] =>
  some.length === 0 ? more : more.length === 0 ? some : [...some, ...more];

/** What is wanted of the rows of a relation, whoever their parents are. */
export type ListWanted = Pick<
  RowsPlan,
  'columns' | 'where' | 'order' | 'first' | 'after' | 'along' | 'withoutPlaces' | 'couldComeAlong'
>;

/** One shape for what lists of all kinds want: every statement reads it. */
export const listWanted = (wanted: ListWanted): ListWanted => ({
  columns: wanted.columns,
  where: wanted.where,
  order: wanted.order,
  first: wanted.first,
  after: wanted.after,
  along: wanted.along,
  withoutPlaces: wanted.withoutPlaces,
  couldComeAlong: wanted.couldComeAlong,
});

/**
 * Rows of a relation per parent: one statement per source, whatever the number of parents. Order: source by source. Where
 * `wanted` is the same object each time (`perOperation`), the statement is known by it.
 */
export function fetchRows<R extends Relation, U>(
  call: Call,
  relation: R,
  link: Link,
  wanted: ListWanted,
  read: Read<FetchedRow<R>, U>,
): PromiseOrValue<U[]> {
  return askSources(
    call,
    relation,
    link,
    (source, by) => source.rows(rowsPlan(relation, by, wanted), call.context),
    read,
  );
}

/** Property by property: plans of all kinds of lists have one shape, and a spread costs more than the rest of the way to SQL. */
const rowsPlan = <R extends Relation>(
  relation: R,
  by: Parents | undefined,
  wanted: ListWanted,
): RowsPlan & { relation: R } => ({
  kind: 'rows',
  relation,
  by,
  like: wanted,
  columns: wanted.columns,
  where: wanted.where,
  order: wanted.order,
  first: wanted.first,
  after: wanted.after,
  along: wanted.along,
  withoutPlaces: wanted.withoutPlaces,
  couldComeAlong: wanted.couldComeAlong,
});

/** Number of rows per parent. */
export function fetchCounts(
  call: Call,
  relation: Relation,
  link: Link,
  where: CountPlan['where'] = [],
): PromiseOrValue<(number | Error)[]> {
  return askSources(
    call,
    relation,
    link,
    (source, by) => source.count({ kind: 'count', relation, by, where }, call.context),
    (share) => (share instanceof Error ? share : share.reduce((sum, { count }) => sum + count, 0)),
  );
}

/** Sums per parent and group; the groups of several sources stand side by side. */
export function fetchSums<U>(
  call: Call,
  relation: Relation,
  link: Link,
  wanted: Pick<SumPlan, 'sum' | 'groupBy' | 'where'>,
  read: Read<Sum, U>,
): PromiseOrValue<U[]> {
  const { sum, groupBy, where } = wanted;
  return askSources(
    call,
    relation,
    link,
    (source, by) => source.sum({ kind: 'sum', relation, by, sum, groupBy, where, like: wanted }, call.context),
    read,
  );
}
