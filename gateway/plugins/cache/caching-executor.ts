import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Clock, RequestContext } from '../../../kit/context.ts';
import type { ClientOperation, GatewayResult } from '../../engine.ts';
import type { BoundedCache } from './bounded-cache.ts';
import { cacheUse, knownUse, wishOf, type Wish } from './cache-use.ts';
import { isPassing, warningsOf } from './faults.ts';
import { Flights } from './flights.ts';
import { deliver, leftOf, noteOf, ownErrors, type CacheNote, type Outcome, type SharedOutcome } from './outcome.ts';
import { cachePartition } from './partition.ts';
import { readHints } from './policy/hints.ts';
import { OperationPolicies } from './policy/operation-policies.ts';
import type { Policy } from './policy/policy.ts';
import { keptAnswer, type KeptAnswer } from './response-cache.ts';
import { datedLines, recordKept, staleLines } from './source-lines.ts';

export interface ExecutorOptions {
  /** Null when whole answers are not kept. */
  readonly answers: BoundedCache<KeptAnswer> | null;
  /** Fetches of the engine look for entities that are kept. */
  readonly keepsEntities: boolean;
  readonly staleMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly deduplicate: boolean;
}

/** One supergraph. */
interface Version {
  readonly id: number;
  readonly policies: OperationPolicies;
}

/** Runs the operation, perhaps in another context than its own. */
type Inner = (context: RequestContext) => Promise<GatewayResult>;

/** A query on its way. */
interface Going {
  readonly operation: ClientOperation;
  readonly inner: Inner;
  readonly version: Version;
  readonly policy: Policy | null;
  readonly wish: Wish;
  /** Where its answer is kept; null when it isn't. */
  readonly kept: { readonly answers: BoundedCache<KeptAnswer>; readonly key: string } | null;
}

/** Runs operations, unless the answer is known or under way. */
export class CachingExecutor {
  readonly #options: ExecutorOptions;
  readonly #versions = new WeakMap<GraphQLSchema, Version>();
  readonly #flights = new Flights<SharedOutcome>();
  readonly #isOff: boolean;
  #current: Version | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#isOff = !options.answers && !options.keepsEntities && !options.deduplicate;
  }

  adopt(schema: GraphQLSchema, supergraphSdl: string): void {
    const id = (this.#current?.id ?? 0) + 1;
    this.#current = { id, policies: new OperationPolicies(schema, readHints(supergraphSdl)) };
    this.#versions.set(schema, this.#current);
  }

  forgetKept(): void {
    this.#options.answers?.clear();
    this.#flights.close();
  }

  answer(operation: ClientOperation, inner: Inner): Promise<GatewayResult> {
    const version = this.#versions.get(operation.schema) ?? this.#current;
    if (!version) return inner(contextOf(operation));
    const known = version.policies.of(operation);
    const policy = known.isQuery ? known.policy(operation.request.variables ?? {}) : null;
    // Nothing of it is kept anywhere, and nobody else may keep it.
    if (this.#isOff && !policy) return inner(contextOf(operation));
    return known.isQuery ? this.#answer(operation, inner, version, policy) : this.#write(operation, inner);
  }

  async #answer(
    operation: ClientOperation,
    inner: Inner,
    version: Version,
    policy: Policy | null,
  ): Promise<GatewayResult> {
    const wish = wishOf(operation.request.http?.headers.get('cache-control'));
    const going: Going = { operation, inner, version, policy, wish, kept: this.#placeOf(operation, version, policy) };
    if (wish !== 'any') cacheUse(contextOf(operation), wish);
    else if (going.kept || this.#options.deduplicate) return this.#hit(going) ?? this.#shared(going);
    return deliver(operation, await this.#run(going, contextOf(operation)));
  }

  /** Nobody who asks after a write gets what was read before it ended. */
  async #write(operation: ClientOperation, inner: Inner): Promise<GatewayResult> {
    try {
      return await inner(contextOf(operation));
    } finally {
      this.#flights.close();
    }
  }

  #placeOf(operation: ClientOperation, version: Version, policy: Policy | null): Going['kept'] {
    const { answers } = this.#options;
    // What is somebody's own is kept for nobody in particular by no one.
    if (!answers || !policy || (policy.scope === 'PRIVATE' && partitionOf(operation) === '')) return null;
    return { answers, key: keyOf(operation, version) };
  }

  #hit({ operation, kept, policy }: Going): GatewayResult | null {
    const now = this.#options.clock.now();
    const found = kept?.answers.get(kept.key, now);
    if (!found || !policy || now >= found.freshUntil) return null;
    recordKept(contextOf(operation).ledger, found.sources);
    return deliver(operation, {
      result: { data: found.data },
      note: { status: 'HIT', ageMs: now - found.from },
      policy: { ...policy, maxAge: found.maxAge },
    });
  }

  async #shared(going: Going): Promise<GatewayResult> {
    const { operation, version, kept } = going;
    const context = contextOf(operation);
    const { requestId, ledger } = context;
    // Whoever waits at a screen does not wait for what may take its time.
    const key = `${context.isBulk ? 'bulk ' : ''}${kept?.key ?? keyOf(operation, version)}`;
    const { value, isLeader, leaderId } = await this.#flights.run(key, context, (shared) =>
      this.#runShared(going, shared),
    );
    if (!value) return { data: null, errors: [leftEarly()] };
    ledger.merge(isLeader ? value.sources : value.sources.map((line) => ({ ...line, statements: 0 })));
    if (isLeader) return deliver(operation, value);
    const { errors } = value.result;
    this.#options.log[errors ? 'warn' : 'debug']({ requestId, executedBy: leaderId }, 'shares an equal request');
    return deliver(operation, { ...value, result: ownErrors(value.result, context) });
  }

  async #runShared(going: Going, shared: RequestContext): Promise<SharedOutcome> {
    const { clock } = this.#options;
    const old = going.kept?.answers.get(going.kept.key, clock.now());
    const outcome = await this.#run(going, shared);
    const { errors = [] } = outcome.result;
    const sources = shared.ledger.report();
    if (!old || errors.length === 0 || !errors.every(isPassing)) return { ...outcome, sources };
    const note: CacheNote = { status: 'STALE', ageMs: clock.now() - old.from, warnings: warningsOf(errors) };
    return { result: { data: old.data }, note, policy: null, sources: staleLines(sources, old.sources) };
  }

  async #run({ inner, version, policy, wish, kept }: Going, context: RequestContext): Promise<Outcome> {
    const from = this.#options.clock.now();
    const edition = kept?.answers.edition ?? 0;
    const result = await inner(context);
    const use = knownUse(context);
    const left = leftOf(policy, use);
    const sources = left ? context.ledger.report() : [];
    // What a system has failed for, or what is stale already, nobody else may keep either.
    const own = sources.every(({ status }) => status === 'OK') ? left : null;
    if (kept && own && !result.errors?.length && wish !== 'no-store' && version === this.#current) {
      const times = { from, maxAge: own.maxAge, staleMs: this.#options.staleMs };
      kept.answers.set(kept.key, keptAnswer(result.data, datedLines(sources, from), times), edition);
    }
    return { result, note: noteOf(use, kept !== null), policy: own };
  }
}

const contextOf = ({ context }: ClientOperation): RequestContext => context as RequestContext;

const partitionOf = (operation: ClientOperation): string => cachePartition(contextOf(operation));

/** The same for the same document, operation, variables, viewer and passed headers, over the same supergraph. */
function keyOf(operation: ClientOperation, { id }: Version): string {
  const { queryHash, request } = operation;
  const variables = JSON.stringify(request.variables ?? {});
  return `${String(id)} ${queryHash} ${request.operationName ?? ''} ${partitionOf(operation)} ${variables}`;
}

const leftEarly = (): GraphQLError =>
  new GraphQLError('The request ended before the answer was complete: its deadline passed, or the client left.', {
    extensions: { code: 'REQUEST_CANCELLED' },
  });
