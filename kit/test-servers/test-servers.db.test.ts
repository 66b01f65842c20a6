import { inject, expect, test } from 'vitest';
import { createMariaDbTestDatabase, createTestDatabase } from './test-database.ts';

test('the shared PostgreSQL gives everybody a database of their own', async () => {
  const database = await createTestDatabase('servers');
  expect(await database.run('create extension pg_trgm; select cardinality(show_trgm($$王小明$$)) as n')).toEqual([
    { n: 4 },
  ]);
  await database.drop();
});

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: MariaDB tests, no mariadbd on this machine\n');

test.skipIf(mariadb === null)('the shared MariaDB gives everybody a database of their own', async () => {
  const database = await createMariaDbTestDatabase('servers', mariadb ?? '');
  expect(await database.run('select 1 as n')).toEqual([{ n: 1 }]);
  await database.drop();
});
