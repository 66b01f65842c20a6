import type { Logger } from 'pino';
import type { Clock } from '../../kit/context.ts';
import { variables } from '../../kit/env/env.ts';
import { readEnv } from '../../kit/env/read-env.ts';
import { Secret } from '../../kit/env/secret.ts';
import { coalescingSource } from '../../kit/sources/coalescing-source.ts';
import type { SourceDefinition } from '../../kit/sources/definition.ts';
import { openSource } from '../../kit/sources/open-source.ts';
import type { Source } from '../../kit/sources/source.ts';
import type { RunningSubgraph, SubgraphEnvironment, SubgraphModule } from '../../kit/subgraph/module.ts';
import type { EraseOptions, EraseReport } from '../../kit/subgraph/erase.ts';
import type { SyncOptions, SyncReport } from '../../kit/subgraph/sync.ts';
import type { Telemetry } from '../../kit/telemetry/telemetry.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface HubOptions {
  readonly modules: ReadonlyMap<string, SubgraphModule>;
  /** Sources as folders say; their URLs are in `env`, under the names in `connection`. */
  readonly definitions: readonly SourceDefinition[];
  readonly env: Env;
  readonly log: Logger;
  readonly clock: Clock;
  readonly telemetry?: Telemetry;
}

/** Sources open, subgraphs of this process ready to start. */
export interface Hub {
  readonly sources: readonly Source[];
  /** Starts these subgraphs in this process. */
  start(names: readonly string[]): Promise<RunningSubgraph[]>;
  /** Takes the feeds of all sources into the hub's read model. */
  sync(options: SyncOptions): Promise<SyncReport>;
  /** Removes every personal value of one customer from the hub's read model. */
  erase(options: EraseOptions): Promise<EraseReport>;
  /** Stops what `start` started and closes the sources. */
  stop(): Promise<void>;
}

/** Names of the variables of `definitions` that `env` lacks: a caller says so before opening anything. */
export const missingUrls = (definitions: readonly SourceDefinition[], env: Env): SourceDefinition[] =>
  definitions.filter(({ connection }) => !env[connection]);

/** Opens the sources; connections are made on first use, so a system that is down does not keep the hub from starting. */
export function openHub({ modules, definitions, env, log, clock, telemetry }: HubOptions): Hub {
  const observed = telemetry ? { telemetry } : {};
  const relations = [...modules.values()].flatMap((module) => module.relations);
  const { coalesceStatements } = readEnv({ coalesceStatements: variables.coalesceStatements }, env);
  const sources = definitions
    .map((definition) =>
      openSource(definition, { url: new Secret(env[definition.connection] ?? ''), relations, log, clock, ...observed }),
    )
    .map((source) => (coalesceStatements ? coalescingSource(source) : source));
  const running: RunningSubgraph[] = [];
  const environmentOf = (name: string, all = false): SubgraphEnvironment => ({
    sources: all ? sources : sources.filter((source) => source.serves.includes(name)),
    env,
    log: log.child({ subgraph: name }),
    clock,
    coalesceStatements,
    ...observed,
  });
  const moduleNamed = (name: string): SubgraphModule => {
    const module = modules.get(name);
    if (!module) throw new Error(`no subgraph ${name} in schema/registry.ts`);
    return module;
  };
  // Every source has feeds, so whoever keeps the read model sees them all.
  const readsFeeds = (name: string): boolean => moduleNamed(name).sync !== undefined;
  return {
    sources,
    async start(names) {
      for (const name of names) running.push(await moduleNamed(name).start(environmentOf(name, readsFeeds(name))));
      return running.filter(({ name }) => names.includes(name));
    },
    async sync(options) {
      const keeper = [...modules.values()].find((module) => module.sync !== undefined);
      if (!keeper?.sync) throw new Error('no subgraph keeps a read model');
      return keeper.sync(environmentOf(keeper.name, true), options);
    },
    async erase(options) {
      const keeper = [...modules.values()].find((module) => module.erase !== undefined);
      if (!keeper?.erase) throw new Error('no subgraph can erase a customer');
      return keeper.erase(environmentOf(keeper.name, true), options);
    },
    async stop() {
      await Promise.all(running.map((subgraph) => subgraph.stop()));
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}
