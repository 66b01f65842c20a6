import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RemoteLimits } from './calls/remote-limits.ts';
import type { RequestContext } from '../kit/context.ts';
import type { RunningSubgraph } from '../kit/subgraph/module.ts';
import type { FetchCache } from './calls/fetch-cache.ts';
import type { Telemetry } from '../kit/telemetry/telemetry.ts';

/** What Apollo Server asks of whatever answers its operations: load, onSchemaLoadOrUpdate, executor, stop. */
export type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
export type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
/** An operation as the executor gets it; `context` is the RequestContext. */
export type GatewayOperation = Parameters<GatewayExecutor>[0];
export type GatewayResult = Awaited<ReturnType<GatewayExecutor>>;

/** A subgraph that runs in this process, or one that answers at an address. */
export type Service = InProcessService | RemoteService;

export interface InProcessService {
  readonly name: string;
  readonly subgraph: RunningSubgraph;
  /** Milliseconds; without it the engine's default. */
  readonly timeoutMs?: number;
}

export interface RemoteService {
  readonly name: string;
  readonly url: string;
  readonly timeoutMs?: number;
}

/** What an engine may ask: always the same, or what a supergraph itself says (may throw SupergraphRefused). */
export type Services = readonly Service[] | ((supergraphSdl: string) => readonly Service[]);

export interface EngineOptions {
  readonly services: Services;
  readonly log: Logger;
  /** Milliseconds that one call into one subgraph may take. */
  readonly subgraphTimeoutMs: number;
  /** Largest answer of a remote subgraph that is read, bytes. */
  readonly maxSubgraphAnswerBytes: number;
  /** What remote subgraphs are asked at a time, and when they are spared; default `remoteDefaults`. */
  readonly remote?: RemoteLimits;
  /** What may know answers of fetches already; an engine may do without. */
  readonly fetchCache?: FetchCache;
  /** The data of answers may come as JsonText (gateway/engines/json-text.ts) instead of as objects; default false. */
  readonly asText?: boolean;
  readonly telemetry?: Telemetry;
}

/**
 * Plans and executes operations over the supergraph. The context of every operation is a RequestContext; faults of a
 * subgraph null its own part of the answer and come as coded errors with a path. Engines are interchangeable.
 */
export interface Engine extends GatewayInterface {
  /**
   * Answers new operations with another supergraph from now on; operations under way end with the old one. Throws
   * SupergraphRefused, and nothing has changed, when the supergraph can't be used.
   */
  replace(supergraphSdl: string): Promise<void>;
  /**
   * As the executor that `load` gives, for whoever has done Apollo Server's part: the operation is valid, and its variables
   * are coerced. Absent in an engine that only Apollo Server drives.
   */
  answer?(operation: ClientOperation): Promise<GatewayResult>;
  /** Gets ready for an operation, so that the first who asks does not wait. Absent where an engine can't. */
  prepare?(operation: KnownDocument): void;
  /** The plan by which an operation is answered for these values of its conditions. Absent where an engine can't say. */
  plan?(operation: KnownDocument, variables: Readonly<Record<string, unknown>>): QueryPlan;
  /**
   * The parts of an answer as they get whole, what is not deferred first; null when the answer comes in one. Absent in
   * an engine that knows no `@defer`.
   */
  inParts?(operation: AskedOperation): AsyncGenerator<readonly AnswerPiece[]> | null;
}

/** What is needed of an operation to answer it. */
export interface AskedOperation extends Pick<GatewayOperation, 'schema' | 'document' | 'queryHash' | 'context'> {
  readonly request: Pick<GatewayOperation['request'], 'operationName' | 'variables'>;
  /** Its variables as the schema takes them, where somebody has coerced them already. */
  readonly coerced?: Readonly<Record<string, unknown>>;
}

/** An operation of a client: what it says of caches can be read, and it is told what others may do with the answer. */
export interface ClientOperation extends AskedOperation {
  readonly request: AskedOperation['request'] & {
    readonly http?: { readonly headers: { get(name: string): string | null } };
  };
  readonly overallCachePolicy: { restrict(policy: AnswerPolicy): void };
  readonly response?: {
    readonly http?: {
      readonly headers: { append(name: string, value: string): void; set(name: string, value: string): void };
    };
  };
}

/** How long an answer may be kept, and for whom. `maxAge` in seconds. */
export interface AnswerPolicy {
  readonly maxAge: number;
  readonly scope: 'PUBLIC' | 'PRIVATE';
}

/** What one deferred fragment has of one object. */
export interface AnswerPiece {
  readonly path: readonly (string | number)[];
  readonly label: string | null;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
}

/** An operation that nobody asks for yet. */
export interface KnownDocument {
  /** The schema for which it is valid, as onSchemaLoadOrUpdate told it. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** As Apollo Server makes it: SHA-256 of the text, hex. */
  readonly queryHash: string;
  readonly operationName: string | null;
}

/** Throws SupergraphRefused when the supergraph can't be used. */
export type EngineFactory = (supergraphSdl: string, options: EngineOptions) => Promise<Engine>;
