import { graphql } from 'graphql';
import { createRequestContext } from '../../kit/context.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import { Refusal } from '../faults.ts';

interface Answer {
  sources: { system: string; asOf: string | null }[] | null;
  customers: { totalCount: number | null } | null;
}

/**
 * Systems whose customers the hub has never read, by its own answer: all of them when it knows no customer, as after a first sync that
 * was ended between reading and matching. None when the customer subgraph runs elsewhere.
 */
export async function systemsToSync(subgraphs: readonly RunningSubgraph[]): Promise<string[]> {
  const keeper = subgraphs.find((s) => s.name === 'customer');
  if (!keeper) return [];
  const { data, errors } = await graphql({
    schema: keeper.schema,
    source: '{ sources { system asOf } customers(first: 1) { totalCount } }',
    contextValue: createRequestContext({ requestId: 'start', timeoutMs: 10_000 }),
  });
  const { sources, customers } = (data as Answer | null | undefined) ?? {};
  if (!sources || !customers)
    throw new Refusal(`The hub's own database could not be asked: ${errors?.[0]?.message ?? 'no answer'}`);
  return sources.filter((s) => s.asOf === null || customers.totalCount === 0).map((s) => s.system);
}
