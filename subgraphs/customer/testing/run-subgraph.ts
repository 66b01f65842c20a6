import { graphql } from 'graphql';
import pino from 'pino';
import { createRequestContext, type Clock } from '../../../kit/context.ts';
import type { SourceReport } from '../../../kit/source-ledger.ts';
import type { Source } from '../../../kit/sources/source.ts';
import type { RunningSubgraph } from '../../../kit/subgraph/module.ts';
import customer from '../index.ts';

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly { readonly message: string; readonly code: unknown }[];
  /** Statements that reached the hub's own database. */
  readonly statements: number;
  readonly ledger: readonly SourceReport[];
}

export interface TestSubgraph {
  readonly running: RunningSubgraph;
  ask(source: string, variables?: Record<string, unknown>, signal?: AbortSignal): Promise<Answer>;
}

/** The subgraph over a hub database, asked by graphql-js as any gateway would. */
export async function runSubgraph(
  url: string,
  sources: readonly Source[] = [],
  env: Record<string, string> = {},
  clock: Clock = { now: () => Date.now() },
): Promise<TestSubgraph> {
  const running = await customer.start({
    sources,
    env: { HUB_DATABASE_URL: url, ...env },
    log: pino({ level: 'silent' }),
    clock,
  });
  return {
    running,
    ask: async (source, variableValues = {}, signal) => {
      const contextValue = createRequestContext({ requestId: 'test', timeoutMs: 10_000, ...(signal && { signal }) });
      const { data, errors = [] } = await graphql({ schema: running.schema, source, variableValues, contextValue });
      const ledger = contextValue.ledger.report();
      const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
      return {
        data,
        errors: errors.map((error) => ({ message: error.message, code: codeOf(error.originalError) })),
        statements: ledger[0]?.statements ?? 0,
        ledger,
      };
    },
  };
}
