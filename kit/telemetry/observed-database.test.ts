import { SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import type { Database, PoolUse, RawRow } from '../database/database.ts';
import { HubError } from '../errors/hub-error.ts';
import { observedDatabase } from './observed-database.ts';
import { recorded } from './testing/recorded.ts';

const statement = { sql: 'select name from t where id in ($1)', bindings: ['Weber'] };
const rows: RawRow[] = [{ name: 'Weber' }, { name: null }];

function made(fault: Error | null = null) {
  const telemetry = recorded('test');
  const inside: Database & { use(): PoolUse } = {
    dialect: 'postgres',
    read: (_statement, _reader, _options, to) => {
      to.failed(new Error('not asked here'));
    },
    query: () => (fault ? Promise.reject(fault) : Promise.resolve(rows)),
    async *stream() {
      yield rows;
      await Promise.resolve();
      if (fault) throw fault;
      yield rows;
    },
    describe: () => Promise.resolve([]),
    writeRights: () => Promise.resolve([]),
    explain: () => Promise.resolve(''),
    close: () => Promise.resolve(),
    use: () => ({ inUse: 3, idle: 1, waiting: 5, limit: 4 }),
  };
  const database = observedDatabase(inside, { system: 'crm', metrics: telemetry.metrics });
  const request = telemetry.tracing?.incoming('request', {}, {}) ?? null;
  return { database, telemetry, options: { signal: new AbortController().signal, timeoutMs: 100, trace: request } };
}

const lines = async ({ telemetry }: ReturnType<typeof made>): Promise<string[]> =>
  (await telemetry.metrics.registry.metrics()).split('\n');

describe('a database that is observed', () => {
  it('gives the rows of the one inside; its statements are spans below the request, without what is bound', async () => {
    const one = made();
    expect(await one.database.query(statement, one.options)).toBe(rows);
    const [span] = one.telemetry.spans();
    expect(span).toMatchObject({
      name: 'SELECT crm',
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': 'postgresql',
        'db.query.text': statement.sql,
        'db.response.returned_rows': 2,
        'hub.system': 'crm',
      },
    });
    expect(span?.parentSpanContext?.spanId).toBe(one.options.trace?.ids().span_id);
    expect(JSON.stringify(span?.attributes)).not.toContain('Weber');
  });

  it('counts statements by outcome, and rows', async () => {
    const one = made();
    await one.database.query(statement, one.options);
    for await (const batch of one.database.stream(statement, { ...one.options, batchSize: 2 }))
      expect(batch).toBe(rows);
    expect(await lines(one)).toEqual(
      expect.arrayContaining([
        'hub_source_statement_duration_seconds_count{system="crm",outcome="ok"} 2',
        'hub_source_rows_total{system="crm"} 6',
      ]),
    );
  });

  it('throws what the one inside throws, and marks it by its code', async () => {
    const fault = new HubError('LEGACY_TIMEOUT', 'Weber', { system: 'crm' });
    const one = made(fault);
    await expect(one.database.query(statement, one.options)).rejects.toBe(fault);
    const streamed = async (): Promise<void> => {
      for await (const batch of one.database.stream(statement, { ...one.options, batchSize: 2 })) void batch;
    };
    await expect(streamed()).rejects.toBe(fault);
    expect(one.telemetry.spans().map(({ attributes, status }) => [attributes['error.type'], status])).toEqual([
      ['LEGACY_TIMEOUT', { code: 2 }],
      ['LEGACY_TIMEOUT', { code: 2 }],
    ]);
    expect(await lines(one)).toContain(
      'hub_source_statement_duration_seconds_count{system="crm",outcome="LEGACY_TIMEOUT"} 2',
    );
  });

  it('tells of its connections until it is closed', async () => {
    const one = made();
    expect(await lines(one)).toEqual(
      expect.arrayContaining([
        'hub_source_connections{system="crm",state="in_use"} 3',
        'hub_source_connections{system="crm",state="idle"} 1',
        'hub_source_connections_waiting{system="crm"} 5',
        'hub_source_connections_limit{system="crm"} 4',
      ]),
    );
    await one.database.close();
    expect((await lines(one)).filter((line) => line.startsWith('hub_source_connections{'))).toEqual([]);
  });
});
