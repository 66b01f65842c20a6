import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Engine, EngineFactory, GatewayExecutor, GatewayResult } from '../../engine.ts';
import { SupergraphRefused } from '../../supergraph-refused.ts';
import { CallableSubgraphs, type Callables } from '../../calls/callable-subgraphs.ts';
import { FetchDocuments } from '../../calls/fetch-document.ts';
import { answerErrors } from '../answer-errors.ts';
import { dataSource } from './data-source.ts';
import { telemetryOff } from './telemetry-off.ts';

/** One supergraph, loaded. Operations keep to the one by which they were validated. */
interface Version {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly executor: GatewayExecutor;
}

type Listener = Parameters<Engine['onSchemaLoadOrUpdate']>[0];

/** The stock @apollo/gateway with data sources of our own; the reference for every other engine. */
export const apolloEngine: EngineFactory = async (supergraphSdl, options) => {
  const subgraphs = new CallableSubgraphs(options);
  const versions = new WeakMap<GraphQLSchema, Version>();
  const listeners = new Set<Listener>();
  const load = (sdl: string): Promise<Version> =>
    subgraphs.takeOver(sdl, async (byName) => {
      const version = await loadVersion(sdl, dataSources(byName), options.log);
      versions.set(version.schema, version);
      return version;
    });
  const tell = (listener: Listener): void => {
    listener({ apiSchema: current.schema, coreSupergraphSdl: current.sdl });
  };
  let current = await load(supergraphSdl);
  return {
    async load() {
      listeners.forEach(tell);
      return {
        executor: async (operation) => clean(await (versions.get(operation.schema) ?? current).executor(operation)),
      };
    },
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async replace(sdl) {
      current = await load(sdl);
      listeners.forEach(tell);
    },
    async stop() {
      listeners.clear();
      await subgraphs.stop();
    },
  };
};

/** No extensions of the stock gateway reach the client, and errors are told once. */
function clean({ data, errors }: GatewayResult): GatewayResult {
  return { ...(data !== undefined && { data }), ...(errors?.length && { errors: answerErrors(errors, data) }) };
}

async function loadVersion(
  sdl: string,
  sources: ReadonlyMap<string, GraphQLDataSource>,
  log: Logger,
): Promise<Version> {
  telemetryOff();
  const missing: string[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    logger: quiet(log),
    buildService({ name }) {
      const source = sources.get(name);
      if (!source) missing.push(name);
      return source ?? { process: async () => ({ data: null }) };
    },
  });
  const loaded = await gateway.load().catch((error: unknown) => {
    throw new SupergraphRefused(problemsOf(error));
  });
  if (missing.length > 0)
    throw new SupergraphRefused(
      missing.map((n) => `no service for subgraph ${n}: start it in this process or give its URL`),
    );
  // The two packages describe the same interface with different versions of the same types.
  const executor: GatewayExecutor = (operation) => loaded.executor(operation as Parameters<typeof loaded.executor>[0]);
  return { sdl, schema: loaded.schema, executor };
}

function problemsOf(error: unknown): string[] {
  const causes: unknown = error instanceof Error ? Reflect.get(error, 'causes') : undefined;
  const all: unknown[] = Array.isArray(causes) && causes.length > 0 ? causes : [error];
  return all.map((one) => (one instanceof Error ? one.message : String(one)));
}

function dataSources(subgraphs: Callables): Map<string, GraphQLDataSource> {
  const documents = new FetchDocuments();
  return new Map([...subgraphs].map(([name, subgraph]) => [name, dataSource(subgraph, documents)]));
}

/** The stock gateway's news are ours only when something is wrong. */
function quiet(log: Logger) {
  const at = (level: 'trace' | 'warn' | 'error') => (message?: unknown) => {
    log[level](String(message));
  };
  return { debug: at('trace'), info: at('trace'), warn: at('warn'), error: at('error') };
}
