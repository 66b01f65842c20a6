import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Clock, RequestContext } from '../context.ts';
import type { Relation } from '../relation.ts';
import type { Source } from '../sources/source.ts';
import type { SetEntry } from '../resolvers/set-entry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { EraseOptions, EraseReport } from './erase.ts';
import type { EvaluateOptions, EvaluationReport } from './evaluate.ts';
import type { ExplainOptions, ExplainReport } from './explain.ts';
import type { SyncOptions, SyncReport } from './sync.ts';

/** What a composition root (cli, tests) hands to a subgraph. Nothing in a subgraph reads `process.env`. */
export interface SubgraphEnvironment {
  /** Sources that serve this subgraph, already open, in the order of configuration. */
  readonly sources: readonly Source[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly telemetry?: Telemetry;
  /** Whether statements of several requests at the same time may become one: kit/sources/coalescer.ts. */
  readonly coalesceStatements?: boolean;
}

export interface RunningSubgraph {
  readonly name: string;
  /** Standard Federation 2 subgraph: executes with a `RequestContext` as contextValue. */
  readonly schema: GraphQLSchema;
  /** The same resolvers, called set by set in process; null for a subgraph that has only its schema. */
  readonly sets: SetEntry | null;
  /** Rejects when the subgraph can't answer at all (its own database is down); legacy outages do not count. */
  ready(context: RequestContext): Promise<void>;
  stop(): Promise<void>;
}

/** Default export of `subgraphs/<name>/index.ts`. */
export interface SubgraphModule {
  readonly name: string;
  /** Canonical relations that the subgraph reads; sources are checked against them. */
  readonly relations: readonly Relation[];
  start(environment: SubgraphEnvironment): Promise<RunningSubgraph>;
  /**
   * Takes the feeds of the sources into the subgraph's read model (`hub sync`); only subgraphs that keep one have it. A
   * source that fails is in the report; it throws when the read model itself can't be reached or is being synced.
   */
  sync?(environment: SubgraphEnvironment, options: SyncOptions): Promise<SyncReport>;
  /**
   * Removes every personal value of one customer for good (`hub customer erase`). Throws BAD_USER_INPUT for an unknown
   * customer, SUBGRAPH_UNAVAILABLE when the read model can't be reached or is being synced.
   */
  erase?(environment: SubgraphEnvironment, options: EraseOptions): Promise<EraseReport>;
  /**
   * Matches the records of a data set without looking at its truth, and measures the result (`hub identity evaluate`).
   * Needs no source and no database. Throws with every problem of the folder or of the rules at once.
   */
  evaluate?(folder: string, options: EvaluateOptions): Promise<EvaluationReport>;
  /**
   * Says why two accounts of the read model are one customer, or are not (`hub identity explain`); needs no source. Throws
   * BAD_USER_INPUT for what the hub does not know, SUBGRAPH_UNAVAILABLE when the read model can't be reached.
   */
  explain?(environment: Pick<SubgraphEnvironment, 'env' | 'clock'>, options: ExplainOptions): Promise<ExplainReport>;
}
