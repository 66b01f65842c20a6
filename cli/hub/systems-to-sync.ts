import { graphql } from 'graphql';
import { createRequestContext } from '../../kit/context.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import { Refusal } from '../faults.ts';

interface Answer {
  sources: { system: string; asOf: string | null }[] | null;
}

/** Systems whose customers the hub has never read, by its own answer; none when the customer subgraph runs elsewhere. */
export async function systemsToSync(subgraphs: readonly RunningSubgraph[]): Promise<string[]> {
  const keeper = subgraphs.find((s) => s.name === 'customer');
  if (!keeper) return [];
  const { data, errors } = await graphql({
    schema: keeper.schema,
    source: '{ sources { system asOf } }',
    contextValue: createRequestContext({ requestId: 'start', timeoutMs: 10_000 }),
  });
  const sources = (data as Answer | null | undefined)?.sources;
  if (!sources) throw new Refusal(`The hub's own database could not be asked: ${errors?.[0]?.message ?? 'no answer'}`);
  return sources.filter((s) => s.asOf === null).map((s) => s.system);
}
