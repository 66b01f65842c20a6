import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../../kit/env/secret.ts';
import { createTestDatabase, type TestDatabase } from '../../../kit/test-servers/test-database.ts';
import { connectStore } from './connect.ts';
import { migrate, migrations } from './migrate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('migrate');
});
afterAll(() => database.drop());

test('several hubs that start at once migrate once', async () => {
  const stores = Array.from({ length: 4 }, () => connectStore(new Secret(database.url)));
  try {
    await Promise.all(stores.map(migrate));
    const done = await database.run('select name from hub_migration order by id');
    expect(done.map((row) => row['name'])).toEqual(migrations.map((migration) => migration.name));
  } finally {
    await Promise.all(stores.map((store) => store.destroy()));
  }
});

test('a lock left over from a crash does not stop the next start, and every migration can be taken back', async () => {
  const store = connectStore(new Secret(database.url));
  try {
    await database.run('update hub_migration_lock set is_locked = 1');
    await migrate(store);
    for (const migration of [...migrations].reverse()) await migration.down(store);
    const left = await database.run(
      `select tablename from pg_tables where schemaname = 'public' and tablename not like 'hub_migration%'`,
    );
    expect(left).toEqual([]);
  } finally {
    await store.destroy();
  }
});

test('a database whose locale does not know Chinese is refused with what to do', async () => {
  const name = `${database.name}_c`;
  await database.run(`create database ${name} template template0 encoding 'UTF8' locale 'C'`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  const store = connectStore(new Secret(url.href));
  try {
    await expect(migrate(store)).rejects.toThrow(/locale knows all scripts.*builtin_locale 'C.UTF-8'/s);
  } finally {
    await store.destroy();
    await database.run(`drop database ${name}`);
  }
});
