import { parse, validate } from 'graphql';
import { pino } from 'pino';
import { createRequestContext } from '../../kit/context.ts';
import type { EngineFactory, EngineOptions, GatewayOperation, Service } from '../engine.ts';

/** An answer as a client sees it; `data` in the order in which the client gets it. */
export interface EngineAnswer {
  /** JSON. */
  readonly data: string | undefined;
  readonly errors: readonly { message: string; path: readonly (string | number)[] | undefined; code: unknown }[];
}

export interface AskedEngine {
  /** Throws with every fault of a document that is not valid. */
  ask(query: string, variables?: Record<string, unknown>): Promise<EngineAnswer>;
  replace(supergraphSdl: string): Promise<void>;
  stop(): Promise<void>;
}

/** An engine without a server around it, asked as Apollo Server asks. */
export async function askedEngine(
  makeEngine: EngineFactory,
  supergraphSdl: string,
  services: readonly Service[],
  options: Partial<EngineOptions> = {},
): Promise<AskedEngine> {
  const log = pino({ level: 'silent' });
  const limits = { subgraphTimeoutMs: 5_000, maxSubgraphAnswerBytes: 1_000_000 };
  const engine = await makeEngine(supergraphSdl, { services, log, ...limits, ...options });
  let schema: GatewayOperation['schema'] | undefined;
  engine.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await engine.load({ apollo: {} });
  return {
    replace: (sdl) => engine.replace(sdl),
    stop: async () => engine.stop?.(),
    async ask(query, variables = {}) {
      if (!executor || !schema) throw new Error('the engine has no executor');
      const document = parse(query);
      const faults = validate(schema, document);
      if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('\n'));
      const operation: Partial<GatewayOperation> = {
        schema,
        document,
        queryHash: query,
        metrics: {},
        request: { query, variables },
        context: createRequestContext({ requestId: 'asked', timeoutMs: 10_000 }),
        logger: log,
      };
      const { data, errors = [] } = await executor(operation as GatewayOperation);
      return {
        data: JSON.stringify(data),
        errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions['code'] })),
      };
    },
  };
}
