import type { RequestContext } from '../context.ts';
import type { Relation } from '../relation.ts';
import type { CountPlan, Plan, RowsPlan, SumPlan } from '../sql/plan.ts';
import { describePlan } from '../sql/prepared-plans.ts';
import { Coalescer } from './coalescer.ts';
import type { Count, FetchedRow, Source, Sum } from './source.ts';

/** A source whose statements serve all requests that ask for the same of other parents at the same time. */
export function coalescingSource(source: Source): Source {
  const rows = new Coalescer<FetchedRow>(source.system, parentOf);
  const counts = new Coalescer<Count>(source.system, parentOf);
  const sums = new Coalescer<Sum>(source.system, parentOf);
  return {
    system: source.system,
    title: source.title,
    serves: source.serves,
    freshness: source.freshness,
    has: (relation) => source.has(relation),
    ordersAsNumber: (relation, column) => source.ordersAsNumber(relation, column),
    // All that ask under one name ask for one relation.
    rows: <R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext) =>
      rows.ask(describePlan(plan), keysOf(plan), context, (keys, shared) =>
        source.rows(withKeys(plan, keys), shared),
      ) as Promise<readonly FetchedRow<R>[]>,
    count: (plan, context) =>
      counts.ask(describePlan(plan), keysOf(plan), context, (keys, shared) =>
        source.count(withKeys(plan, keys), shared),
      ),
    sum: (plan, context) =>
      sums.ask(describePlan(plan), keysOf(plan), context, (keys, shared) => source.sum(withKeys(plan, keys), shared)),
    stream: (relation, context, batchSize) => source.stream(relation, context, batchSize),
    ping: (context) => source.ping(context),
    close: () => source.close(),
  };
}

const parentOf = ({ parent }: { readonly parent: string }): string => parent;

const keysOf = ({ by }: Plan): readonly string[] => by?.keys ?? [''];

const withKeys = <P extends RowsPlan | CountPlan | SumPlan>(plan: P, keys: readonly string[]): P =>
  plan.by ? { ...plan, by: { ...plan.by, keys } } : plan;
