import { pino, type Logger } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { RequestContext } from '../../context.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { freeze, thaw } from '../../test-servers/freeze.ts';
import { startMariaDb } from '../../test-servers/mariadb.ts';
import { temporaryFolder } from '../../test-servers/temporary-folder.ts';
import type { Source } from '../source.ts';
import { context, makeMariaDb, makePostgres, mapping, open, sales, type Fixture, type Opening } from './fixture.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: faults of MariaDB, no mariadbd on this machine\n');

const products = [
  { name: 'PostgreSQL', make: () => makePostgres(), sleep: 'pg_sleep(20) is null' },
  { name: 'MariaDB', make: mariadb === null ? null : () => makeMariaDb(mariadb), sleep: 'sleep(20) = 0' },
];

const ask = (source: Source, request: RequestContext = context()): Promise<readonly unknown[]> =>
  source.rows(
    { kind: 'rows', relation: sales, columns: ['total'], by: { column: 'account_id', keys: ['5'] } },
    request,
  );

/** A log that keeps its lines. */
function listening(): { lines: Record<string, unknown>[]; log: Logger } {
  const lines: Record<string, unknown>[] = [];
  const log: Logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  return { lines, log };
}

describe.each(products)('$name', (product) => {
  if (!product.make) {
    test.skip('no server on this machine', () => undefined);
    return;
  }
  const make = product.make;
  let fixture: Fixture;
  const sources: Source[] = [];
  const opened = (opening: Partial<Opening>): Source => {
    const source = open({ url: fixture.readerUrl, ...opening });
    sources.push(source);
    return source;
  };
  beforeAll(async () => {
    fixture = await make();
  });
  afterAll(async () => {
    await Promise.all(sources.map((s) => s.close()));
    await fixture.database.drop();
  });

  test('an account that can write is refused, and allowed with a loud warning where the source says so', async () => {
    const { lines, log } = listening();
    const refused = opened({ url: fixture.database.url, log });
    const request = context();
    await expect(ask(refused, request)).rejects.toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      message: 'System shop is not used: its account can write.',
      detail: { system: 'shop' },
    });
    expect(request.ledger.report()).toMatchObject([{ system: 'shop', status: 'UNAVAILABLE', statements: 0 }]);
    expect(lines[0]?.['msg']).toMatch(/SHOP_DATABASE_URL can write.*SELECT only.*allowWritableAccount: true/);
    const allowed = opened({ url: fixture.database.url, allowWritableAccount: true, log });
    expect(await ask(allowed)).toHaveLength(5);
    expect(await ask(allowed)).toHaveLength(5);
    expect(lines.filter((line) => /CAN WRITE/.test(String(line['msg'])))).toHaveLength(1);
  });

  test('more rows than the limit is an error, as many as the limit is none', async () => {
    expect(await ask(opened({ limits: { rows: 5 } }))).toHaveLength(5);
    await expect(ask(opened({ limits: { rows: 4 } }))).rejects.toMatchObject({
      code: 'LEGACY_LIMIT_EXCEEDED',
      detail: { system: 'shop', relation: 'sales' },
    });
  });

  test('a slow statement costs its limit and is reported', async () => {
    const source = opened({
      sql: `${mapping().replace(' -- end', '')} where ${product.sleep}`,
      limits: { statementTimeoutMs: 500 },
    });
    const request = context();
    const start = performance.now();
    await expect(ask(source, request)).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT', detail: { system: 'shop' } });
    expect(performance.now() - start).toBeLessThan(1100);
    expect(request.ledger.report()).toMatchObject([{ status: 'TIMEOUT' }]);
    // connected and probed: now the statement alone counts
    const again = performance.now();
    await expect(ask(source)).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT' });
    expect(performance.now() - again).toBeLessThan(550);
  });

  test('the deadline of the request counts when it is nearer than the limit', async () => {
    const source = opened({ sql: `${mapping().replace(' -- end', '')} where ${product.sleep}` });
    const start = performance.now();
    await expect(ask(source, context(400))).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT' });
    expect(performance.now() - start).toBeLessThan(440);
  });

  test('a request that was cancelled is told so', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(ask(opened({}), context(1000, controller.signal))).rejects.toMatchObject({
      code: 'REQUEST_CANCELLED',
    });
  });

  test('values that do not fit name system, relation and column, never the value', async () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['total', mapping().replace('total,', "'secret' as total,")],
      ['placed_at', mapping().replace('at as placed_at', "'31.12.2024' as placed_at")],
      ['due_on', mapping().replace('due as due_on', "'2024-02-30' as due_on")],
      ['account_id', mapping().replace('acct as account_id', 'nullif(acct, 5) as account_id')],
    ];
    for (const [column, sql] of wrong) {
      const request = context();
      const asked = opened({ sql }).rows({ kind: 'rows', relation: sales, columns: [column] }, request);
      await expect(asked, column).rejects.toMatchObject({
        code: 'LEGACY_DATA_INVALID',
        message: expect.stringMatching(
          new RegExp(`^System shop has .* in column ${column} of relation sales\\.$`),
        ) as unknown,
        detail: { system: 'shop', relation: 'sales' },
      });
    }
  });

  test('a mapping without a required column is an error that names it, until it has one', async () => {
    await expect(
      ask(opened({ sql: mapping().replace('acct as account_id', 'acct as account') })),
    ).rejects.toMatchObject({
      code: 'LEGACY_DATA_INVALID',
      message: 'The mapping of relation sales in system shop lacks account_id.',
    });
  });

  test('unknown codes read as UNKNOWN and are counted, logged once a minute', async () => {
    const { lines, log } = listening();
    const rows = await opened({ log }).rows({ kind: 'rows', relation: sales, columns: ['status'] }, context());
    const unknown = rows.filter((r) => r.row.status === 'UNKNOWN').length;
    expect(unknown).toBe(
      Number((await fixture.database.run(`select count(*) as n from sale where st = 'X9'`))[0]?.['n']),
    );
    expect(rows.filter((r) => r.row.status === null).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line['msg'] === 'unknown code read as UNKNOWN')).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('X9');
  });

  test('moments are read in the zone of the source and given in UTC', async () => {
    const rows = await opened({}).rows(
      {
        kind: 'rows',
        relation: sales,
        columns: ['placed_at', 'due_on', 'total', 'shop'],
        by: { column: 'account_id', keys: ['1'] },
      },
      context(),
    );
    expect(rows[0]?.row).toEqual({
      system: 'shop',
      sale_id: '0',
      account_id: '1',
      placed_at: '2024-03-01T09:00:00Z',
      due_on: '2024-02-01',
      total: '0.05',
      shop: null,
    });
  });

  test('restrictions of the viewer are in every statement', async () => {
    const source = opened({
      restrict: (_viewer, relation) =>
        relation.name === 'sales' ? [{ column: 'currency', op: 'in', values: ['EUR'] }] : [],
    });
    const rows = await source.rows(
      {
        kind: 'rows',
        relation: sales,
        columns: ['currency'],
        by: { column: 'account_id', keys: ['38', '39'] },
        first: 30,
      },
      context(),
    );
    expect(rows.length).toBe(38);
    expect(rows.every((r) => r.row.currency === 'EUR')).toBe(true);
    const counts = await source.count(
      { kind: 'count', relation: sales, by: { column: 'account_id', keys: ['39'] } },
      context(),
    );
    expect(counts).toEqual([{ parent: '39', count: 19 }]);
    let streamed = 0;
    for await (const batch of source.stream(sales, context(), 100)) streamed += batch.length;
    expect(streamed).toBe(
      Number((await fixture.database.run(`select count(*) as n from sale where cur = 'EUR'`))[0]?.['n']),
    );
  });
});

interface OwnServer {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

const servers: readonly (readonly [string, () => Promise<OwnServer | null>, (server: string) => Promise<Fixture>])[] = [
  [
    'PostgreSQL',
    async () => {
      const own = await startEmbeddedPostgres({ dataDir: temporaryFolder(), throwAway: true });
      return { ...own, url: own.url('postgres') };
    },
    makePostgres,
  ],
  ['MariaDB', startMariaDb, makeMariaDb],
];

test.each(servers)(
  '%s that hangs costs the timeout, and answers are whole again when it comes back',
  async (name, start, make) => {
    const own = await start();
    if (!own) {
      process.stderr.write(`SKIPPED: ${name} that hangs, no server on this machine\n`);
      return;
    }
    const fixture = await make(own.url);
    const source = open({ url: fixture.readerUrl, limits: { statementTimeoutMs: 600 } });
    expect(await Promise.all([ask(source), ask(source), ask(source)])).toHaveLength(3);
    try {
      freeze(own.pid);
      for (let round = 0; round < 3; round++) {
        const began = performance.now();
        const results = await Promise.allSettled(Array.from({ length: 5 }, () => ask(source)));
        expect(performance.now() - began).toBeLessThan(660);
        for (const result of results)
          expect(result).toMatchObject({
            status: 'rejected',
            reason: { code: expect.stringMatching(/^LEGACY_(TIMEOUT|UNAVAILABLE)$/) as unknown },
          });
      }
    } finally {
      thaw(own.pid);
    }
    const back = performance.now();
    await expect
      .poll(
        () =>
          ask(source).then(
            (rows) => rows.length,
            () => 0,
          ),
        { timeout: 5000, interval: 100 },
      )
      .toBe(5);
    expect(performance.now() - back).toBeLessThan(5000);
    expect(await Promise.all([ask(source), ask(source), ask(source)])).toHaveLength(3);
    await source.close();
    await own.stop();
    // Never opened, or gone: said so at once.
    const late = open({ url: fixture.readerUrl, limits: { statementTimeoutMs: 600 } });
    await expect(ask(late)).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    await late.close();
  },
);

test('a server that was killed and started again serves the same source', async () => {
  const dataDir = temporaryFolder();
  let server = await startEmbeddedPostgres({ dataDir, throwAway: true });
  const fixture = await makePostgres(server.url('postgres'));
  const source = open({ url: fixture.readerUrl, limits: { statementTimeoutMs: 600 } });
  expect(await ask(source)).toHaveLength(5);
  const port = server.port;
  await server.stop();
  await expect(ask(source)).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
  server = await startEmbeddedPostgres({ dataDir, throwAway: true, port });
  await expect
    .poll(
      () =>
        ask(source).then(
          (rows) => rows.length,
          () => 0,
        ),
      { timeout: 5000 },
    )
    .toBe(5);
  await source.close();
  await server.stop();
});
