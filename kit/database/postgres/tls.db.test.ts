import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Secret } from '../../env/secret.ts';
import { makeCertificate } from '../../test-servers/certificate.ts';
import { temporaryFolder } from '../../test-servers/temporary-folder.ts';
import { createTestDatabase, tlsUrl, type TestDatabase } from '../../test-servers/test-database.ts';
import type { Database, QueryOptions, RawRow } from '../database.ts';
import { openDatabase } from '../open-database.ts';

// What holds with and without TLS is in database.db.test.ts, which runs over both.
const url = tlsUrl('verify-full');
if (url === null) process.stderr.write('SKIPPED: PostgreSQL over TLS, no openssl on this machine\n');

const options = (timeoutMs = 20_000): QueryOptions => ({ timeoutMs, signal: new AbortController().signal });
const open = (at: string, connections = 1): Database =>
  openDatabase({ system: 'test', url: new Secret(at), connections, connectTimeoutMs: 1000 });
const asked = (database: Database, sql: string): Promise<RawRow[]> => database.query({ sql, bindings: [] }, options());

describe.skipIf(url === null)('PostgreSQL over TLS', () => {
  const over = url ?? '';
  let made: TestDatabase;
  const folder = temporaryFolder();
  beforeAll(async () => {
    made = await createTestDatabase('tls', over);
  });
  afterAll(async () => {
    await made.drop();
  });

  test.each(['require', 'verify-ca', 'verify-full', 'no-verify'])('sslmode=%s encrypts', async (sslmode) => {
    const database = open(tlsUrl(sslmode) ?? '');
    expect(await asked(database, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([{ ssl: 't' }]);
    await database.close();
  });

  test('answers of every size come whole, several at once', async () => {
    const [encrypted, plain] = [open(over, 3), open(inject('postgresUrl'), 1)];
    // A record of TLS holds 16 KiB and a read 64: rows below, at, and above both.
    const sizes = [1, 1000, 16_300, 16_384, 65_536, 3_000_000];
    const sql = (size: number): string =>
      `select i, md5(i::text) as hash, repeat(chr(97 + i % 26), ${String(size)}) as much from generate_series(1, ${String(Math.ceil(6_000_000 / (size + 200)))}) i`;
    for (let turn = 0; turn < 2; turn++) {
      const all = await Promise.all(sizes.map((size) => asked(encrypted, sql(size))));
      for (const [i, size] of sizes.entries()) {
        const rows = all[i] ?? [];
        expect(rows.length).toBeGreaterThan(0);
        expect(rows).toEqual(await asked(plain, sql(size)));
      }
    }
    await Promise.all([encrypted.close(), plain.close()]);
  });

  test('a connection that ends amid an answer costs that answer', async () => {
    const sleeping = `from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    const half = `select repeat('x', 1000) as x, case when i = 5000 then pg_sleep(25) end from generate_series(1, 10000) i`;
    const database = open(made.url);
    const answer = asked(database, half).catch((error: unknown) => error);
    await expect.poll(() => made.run(`select pid ${sleeping}`)).toHaveLength(1);
    await made.run(`select pg_terminate_backend(pid) ${sleeping}`);
    expect(await answer).toMatchObject({ code: 'LEGACY_UNAVAILABLE', cause: { code: '57P01' } });
    expect(await asked(database, 'select 1 as v')).toEqual([{ v: '1' }]);
    await database.close();
  });

  const refusal = async (at: string): Promise<unknown> => {
    const database = open(at);
    const error = await asked(database, 'select 1').catch((e: unknown) => e);
    await database.close();
    return error;
  };
  const unreachable = (cause: object): object => ({
    code: 'LEGACY_UNAVAILABLE',
    message: 'System test could not be reached.',
    cause,
  });

  test.each(['require', 'verify-ca', 'verify-full'])(
    'sslmode=%s: a stranger’s certificate is refused',
    async (sslmode) => {
      const other = await makeCertificate(join(folder, sslmode));
      expect(await refusal(tlsUrl(sslmode, other?.certificate ?? '') ?? '')).toMatchObject(
        unreachable({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      );
    },
  );

  test('a certificate for another host is refused', async () => {
    expect(await refusal(over.replace('localhost', '127.0.0.1'))).toMatchObject(
      unreachable({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    );
  });

  test('a file of the certificate that is not there is named', async () => {
    expect(await refusal(tlsUrl('verify-full', join(folder, 'nowhere.crt')) ?? '')).toMatchObject(
      unreachable({ code: 'ENOENT', message: expect.stringContaining('nowhere.crt') as unknown }),
    );
  });

  test.each([
    ['has no TLS', 'N', 'The server does not support SSL connections'],
    ['says nothing after its yes', 'S', 'no connection within 1000 ms'],
    ['ends the connection', '', 'Connection terminated unexpectedly'],
  ])('a server that %s', async (_, says, message) => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => (says ? socket.write(says) : socket.destroy()));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = new URL(over);
    at.port = String((server.address() as AddressInfo).port);
    expect(await refusal(at.href)).toMatchObject(unreachable({ message }));
    server.close();
  });
});
