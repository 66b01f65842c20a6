import { validate, type GraphQLSchema } from 'graphql';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CallableSubgraphs, type Callables } from '../../calls/callable-subgraphs.ts';
import { FetchDocuments } from '../../calls/fetch-document.ts';
import type { Engine, EngineFactory } from '../../engine.ts';
import { planOf } from './plan-of.ts';
import { Version, type VersionOptions } from './version.ts';

type Listener = Parameters<Engine['onSchemaLoadOrUpdate']>[0];

/** Operations that are kept compiled; about 25 KB each. */
const capacity = 2_000;
/** Operations that a new supergraph compiles before it takes over, those used last. */
const warmed = 200;

/** The hub's own engine: plans with Apollo's planner, compiles each operation once, runs it set by set. */
export const hubEngine: EngineFactory = async (supergraphSdl, options) => {
  const subgraphs = new CallableSubgraphs(options);
  const metrics = options.telemetry?.metrics ?? null;
  let evicted = 0;
  const versionOptions: Omit<VersionOptions, 'subgraphs'> = {
    documents: new FetchDocuments(),
    capacity,
    evicted: () => (evicted += 1),
    metrics,
    asText: options.asText ?? false,
    fetchCache: options.fetchCache ?? null,
  };
  const versions = new WeakMap<GraphQLSchema, Version>();
  const listeners = new Set<Listener>();
  const load = (sdl: string, byName: Callables): Version => {
    const version = new Version(sdl, { ...versionOptions, subgraphs: byName });
    versions.set(version.supergraph.api, version);
    return version;
  };
  const tell = (listener: Listener): void => {
    listener({ apiSchema: current.supergraph.api, coreSupergraphSdl: current.supergraph.sdl });
  };
  let current = await subgraphs.takeOver(supergraphSdl, (byName) => load(supergraphSdl, byName));
  const readings = [
    metrics?.read.compiled(() => [{ labels: {}, value: current.operations.size }]),
    metrics?.read.evicted(() => [{ labels: {}, value: evicted }]),
  ];
  return {
    async load() {
      listeners.forEach(tell);
      return { executor: async (operation) => (versions.get(operation.schema) ?? current).execute(operation) };
    },
    answer: (operation) => (versions.get(operation.schema) ?? current).execute(operation),
    inParts: (operation) => (versions.get(operation.schema) ?? current).executeInParts(operation),
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async replace(sdl) {
      current = await subgraphs.takeOver(sdl, async (byName) => {
        const next = load(sdl, byName);
        await warmUp(next, current, options.log);
        return next;
      });
      listeners.forEach(tell);
    },
    prepare(operation) {
      (versions.get(operation.schema) ?? current).prepare(operation);
    },
    plan({ schema, document, operationName }, variables) {
      const { supergraph } = versions.get(schema) ?? current;
      return planOf(supergraph, document, operationName, variables);
    },
    async stop() {
      listeners.clear();
      for (const forget of readings) forget?.();
      await subgraphs.stop();
    },
  };
};

/** Compiles what the old version knew, as far as it is still valid, one operation per turn so that requests go on. */
async function warmUp(next: Version, old: Version, log: Logger): Promise<void> {
  for (const [key, known] of [...old.operations.entries()].slice(0, warmed)) {
    await nextTurn();
    try {
      if (validate(next.supergraph.api, known.document).length === 0) next.operations.adopt(key, known);
    } catch (error) {
      log.warn({ err: error }, 'an operation could not be compiled for the new supergraph');
    }
  }
}
