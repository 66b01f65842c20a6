import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { protection } from './protection-metrics.ts';

/** Seconds, from an answer out of memory to the longest that a request may take. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Everything that /metrics tells, by convention: base units, `_total` for what only grows. Each is in
 * docs/observability.md, which a test compares. Labels take values from small sets only: see `known-names.ts`.
 */
export function createMetrics(options: { ofProcess: boolean }) {
  const registry = new Registry();
  const registers = [registry];
  if (options.ofProcess) collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestDuration: new Histogram({
      name: 'hub_request_duration_seconds',
      help: 'GraphQL requests over HTTP, from the first byte to the last; outcome: ok, partial, failed, refused, shed, cancelled.',
      labelNames: ['operation_type', 'outcome'],
      buckets: seconds,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'hub_requests_in_flight',
      help: 'GraphQL requests under way.',
      registers,
    }),
    operationRequests: new Counter({
      name: 'hub_operation_requests_total',
      help: 'Requests by the name of their operation; rare names are other.',
      labelNames: ['operation', 'outcome'],
      registers,
    }),
    operationSeconds: new Counter({
      name: 'hub_operation_seconds_total',
      help: 'Time that requests took, by the name of their operation.',
      labelNames: ['operation'],
      registers,
    }),
    errors: new Counter({
      name: 'hub_errors_total',
      help: 'Errors in answers to operations, by code (docs/errors.md), in deferred parts too.',
      labelNames: ['code'],
      registers,
    }),
    cached: new Counter({
      name: 'hub_cached_answers_total',
      help: 'Answers in which caches have a part; status as in extensions.cache: HIT, PARTIAL, MISS, STALE.',
      labelNames: ['status'],
      registers,
    }),
    fetchDuration: new Histogram({
      name: 'hub_subgraph_fetch_duration_seconds',
      help: 'Calls into subgraphs; outcome: ok, partial, or the code of what went wrong.',
      labelNames: ['subgraph', 'outcome'],
      buckets: seconds,
      registers,
    }),
    statementDuration: new Histogram({
      name: 'hub_source_statement_duration_seconds',
      help: 'SQL statements to a system, with waiting for a connection; outcome: ok, or the code of what went wrong.',
      labelNames: ['system', 'outcome'],
      buckets: seconds,
      registers,
    }),
    rows: new Counter({
      name: 'hub_source_rows_total',
      help: 'Rows that a system gave.',
      labelNames: ['system'],
      registers,
    }),
    compileDuration: new Histogram({
      name: 'hub_operation_compile_duration_seconds',
      help: 'Planning and compiling an operation that was not known yet.',
      buckets: seconds,
      registers,
    }),
    supergraph: new Gauge({
      name: 'hub_supergraph_info',
      help: '1 for the supergraph in use; version is the start of its SHA-256.',
      labelNames: ['version'],
      registers,
    }),
    supergraphLoaded: new Gauge({
      name: 'hub_supergraph_loaded_timestamp_seconds',
      help: 'When the supergraph in use was loaded.',
      registers,
    }),
    supergraphsRefused: new Counter({
      name: 'hub_supergraph_refused_total',
      help: 'Supergraphs that could not be used, so that the old one stayed.',
      registers,
    }),
    /** Asked when somebody reads /metrics. */
    read: readings(registers),
    protection: protection(registers),
  };
}

/** What is not counted but looked at: several owners of the same metric each tell their own part of it. */
function readings(registers: Registry[]) {
  return {
    connections: reading('hub_source_connections', 'Connections to a system by state: in_use, idle.', [
      'system',
      'state',
    ]),
    waiting: reading('hub_source_connections_waiting', 'Statements that wait for a connection to a system.', [
      'system',
    ]),
    limit: reading('hub_source_connections_limit', 'Connections to a system that are allowed.', ['system']),
    admissionLimit: reading('hub_admission_limit', 'Requests that may be under way, as the gateway finds it can do.'),
    admissionWaiting: reading('hub_admission_waiting', 'Requests that wait to begin.'),
    admissionRefused: reading(
      'hub_admission_refused_total',
      'Requests turned away; reason: overloaded (503), over_share (429).',
      ['reason'],
      Counter,
    ),
    compiled: reading('hub_operations_compiled', 'Operations that are kept compiled.'),
    evicted: reading('hub_operations_evicted_total', 'Compiled operations that made room for others.', [], Counter),
    syncStarted: reading(
      'hub_sync_last_timestamp_seconds',
      'When the last complete reading of the customers of a system began.',
      ['system'],
    ),
    syncDuration: reading(
      'hub_sync_last_duration_seconds',
      'How long the last complete reading of the customers of a system took.',
      ['system'],
    ),
    syncAccounts: reading(
      'hub_sync_last_accounts',
      'Accounts that the last complete reading of the customers of a system gave.',
      ['system'],
    ),
    syncFailed: reading(
      'hub_sync_last_failed',
      '1 when the customers of a system could not be read the last time, else 0.',
      ['system'],
    ),
  };

  function reading<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    Kind: typeof Gauge | typeof Counter = Gauge,
  ): Reading<L> {
    const owners = new Set<Look<L>>();
    new Kind<L>({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        const all = await Promise.all([...owners].map(async (look) => await look()));
        this.reset();
        for (const { labels, value } of all.flat()) this.inc(labels, value);
      },
    });
    return (look) => {
      owners.add(look);
      return () => owners.delete(look);
    };
  }
}

interface Told<L extends string> {
  readonly labels: Readonly<Partial<Record<L, string>>>;
  readonly value: number;
}

/** Never rejects. */
type Look<L extends string> = () => readonly Told<L>[] | Promise<readonly Told<L>[]>;

/** Registers one who can tell; returns how to take him off. */
export type Reading<L extends string> = (look: Look<L>) => () => void;
