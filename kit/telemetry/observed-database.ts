import { SpanKind, type Attributes } from '@opentelemetry/api';
import type { Database, PoolUse, QueryOptions, RawRow, Statement } from '../database/database.ts';
import { HubError } from '../errors/hub-error.ts';
import { deliver, received, type Receiver } from '../receiver.ts';
import type { Metrics } from './metrics.ts';
import type { Trace } from './trace.ts';

const systemNames = { postgres: 'postgresql', mysql: 'mysql', sqlite: 'sqlite' } as const;

/** A `Database` whose statements are spans of the request that they are for, and are counted. It answers as the one inside. */
export function observedDatabase(
  database: Database & { use(): PoolUse },
  { system, metrics }: { system: string; metrics: Metrics | null },
): Database {
  const forget = metrics ? observePool(database, system, metrics) : () => undefined;
  const attributes: Attributes = {
    'db.system.name': systemNames[database.dialect],
    'db.operation.name': 'SELECT',
    'db.query.summary': `SELECT ${system}`,
    'hub.system': system,
  };
  const start = (statement: Statement, { trace }: QueryOptions): Observed => {
    // The text has placeholders; what is bound to them is personal data and stays out.
    const span = trace?.child(`SELECT ${system}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...attributes, 'db.query.text': statement.sql },
    });
    return new Observed(system, metrics, span ?? null);
  };
  return {
    dialect: database.dialect,
    query: (statement, options) =>
      received((to) => {
        deliver(database.query(statement, options), new ObservedAnswer(start(statement, options), to));
      }),
    read: (statement, reader, options, to) => {
      database.read(statement, reader, options, new ObservedAnswer(start(statement, options), to));
    },
    stream: (statement, options) => observedStream(start(statement, options), database.stream(statement, options)),
    describe: (select, options) => database.describe(select, options),
    writeRights: (options) => database.writeRights(options),
    explain: (statement, options) => database.explain(statement, options),
    close() {
      forget();
      return database.close();
    },
  };
}

class ObservedAnswer<T> implements Receiver<T[]> {
  constructor(
    private readonly observed: Observed,
    private readonly to: Receiver<T[]>,
  ) {}

  answered(rows: T[]): void {
    this.observed.end(rows.length, null);
    this.to.answered(rows);
  }

  failed(error: unknown): void {
    this.observed.end(0, error);
    this.to.failed(error);
  }
}

/** Returns how to stop. */
function observePool(database: { use(): PoolUse }, system: string, { read }: Metrics): () => void {
  const readings = [
    read.connections(() => [
      { labels: { system, state: 'in_use' }, value: database.use().inUse },
      { labels: { system, state: 'idle' }, value: database.use().idle },
    ]),
    read.waiting(() => [{ labels: { system }, value: database.use().waiting }]),
    read.limit(() => [{ labels: { system }, value: database.use().limit }]),
  ];
  return () => {
    for (const forget of readings) forget();
  };
}

async function* observedStream(observed: Observed, batches: AsyncIterable<RawRow[]>): AsyncIterable<RawRow[]> {
  let rows = 0;
  let fault: unknown = null;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      yield batch;
    }
  } catch (error) {
    fault = error;
    throw error;
  } finally {
    observed.end(rows, fault);
  }
}

/** One statement under way. */
class Observed {
  readonly #began = performance.now();

  constructor(
    private readonly system: string,
    private readonly metrics: Metrics | null,
    private readonly span: Trace | null,
  ) {}

  end(rows: number, error: unknown): void {
    const outcome = error === null ? 'ok' : error instanceof HubError ? error.code : 'INTERNAL_SERVER_ERROR';
    if (this.metrics) {
      const { statementDuration, rows: counted } = this.metrics;
      statementDuration.observe({ system: this.system, outcome }, (performance.now() - this.#began) / 1_000);
      counted.inc({ system: this.system }, rows);
    }
    if (error === null) this.span?.set({ 'db.response.returned_rows': rows });
    else this.span?.fail(outcome);
    this.span?.end();
  }
}
