import type { RequestContext } from '../context.ts';
import type { Relation } from '../relation.ts';
import type { CountPlan, Plan, RowsPlan, SumPlan } from '../sql/plan.ts';
import { describePlan } from '../sql/prepared-plans.ts';
import { viewerPartition } from '../viewer-partition.ts';
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
    rows: async <R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext) => {
      const found = await rows.ask(nameOf(plan, context), keysOf(plan), context, (keys, shared) =>
        source.rows(withKeys(plan, keys), shared),
      );
      // All that ask under one name ask for one relation.
      return found as FetchedRow<R>[];
    },
    count: async (plan, context) => [
      ...(await counts.ask(nameOf(plan, context), keysOf(plan), context, (keys, shared) =>
        source.count(withKeys(plan, keys), shared),
      )),
    ],
    sum: async (plan, context) => [
      ...(await sums.ask(nameOf(plan, context), keysOf(plan), context, (keys, shared) =>
        source.sum(withKeys(plan, keys), shared),
      )),
    ],
    stream: (relation, context, batchSize) => source.stream(relation, context, batchSize),
    ping: (context) => source.ping(context),
    close: () => source.close(),
  };
}

const parentOf = ({ parent }: { readonly parent: string }): string => parent;

const keysOf = ({ by }: Plan): readonly string[] => by?.keys ?? [''];

/** Viewers who may see other things ask apart, and nobody at a screen waits for bulk. */
const nameOf = (plan: Plan, { viewer, isBulk }: RequestContext): string =>
  `${describePlan(plan)} for ${viewerPartition(viewer)}${isBulk === true ? ' in bulk' : ''}`;

const withKeys = <P extends RowsPlan | CountPlan | SumPlan>(plan: P, keys: readonly string[]): P =>
  plan.by ? { ...plan, by: { ...plan.by, keys } } : plan;
