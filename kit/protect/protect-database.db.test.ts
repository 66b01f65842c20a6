import { pino } from 'pino';
import { expect, inject, test } from 'vitest';
import type { QueryOptions } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { Secret } from '../env/secret.ts';
import { createTestDatabase } from '../test-servers/test-database.ts';
import { protectDatabase } from './protect-database.ts';

const options = (): QueryOptions => ({ timeoutMs: 5000, signal: new AbortController().signal });

test.skipIf(inject('postgresUrl') === null)(
  'a statement that needs more than the account may have is refused, and costs the others nothing',
  async () => {
    const made = await createTestDatabase('room');
    await made.run(`create role big_${made.name} login password 'big';
      alter role big_${made.name} set temp_file_limit = '1MB';
      alter role big_${made.name} set work_mem = '64kB'`);
    const url = new URL(made.url);
    url.username = `big_${made.name}`;
    url.password = 'big';
    const settings = { system: 'shop', url: new Secret(url.href), connections: 2, connectTimeoutMs: 2000 };
    const log = pino({ level: 'silent' });
    const shop = protectDatabase(openDatabase(settings), {
      system: 'shop',
      log,
      connections: 2,
      waiting: 2,
      statementTimeoutMs: 5000,
    });
    const big = { sql: 'select i from generate_series(1, 200000) as s(i) order by i desc', bindings: [] };
    for (let i = 0; i < 6; i++)
      await expect(shop.query(big, options())).rejects.toMatchObject({
        code: 'LEGACY_UNAVAILABLE',
        message: 'System shop refused the statement.',
        cause: { code: '53400' },
      });
    expect(await shop.query({ sql: 'select 1 as v', bindings: [] }, options())).toEqual([{ v: '1' }]);
    await shop.close();
    await made.run(`drop role big_${made.name}`);
    await made.drop();
  },
);
