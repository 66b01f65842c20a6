import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../../kit/env/secret.ts';
import { createTestDatabase, type TestDatabase } from '../../../kit/test-servers/test-database.ts';
import { connectStore } from './connect.ts';
import { migrate, migrations, type Migration } from './migrate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('migrate');
});
afterAll(() => database.drop());

test('several hubs that start at once migrate once', async () => {
  const stores = Array.from({ length: 4 }, () => connectStore(new Secret(database.url)));
  try {
    await Promise.all(stores.map((store) => migrate(store)));
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
    for (const { down } of [...migrations].reverse()) await down(store);
    const left = await database.run(
      `select tablename from pg_tables where schemaname = 'public' and tablename not like 'hub_migration%'`,
    );
    expect(left).toEqual([]);
  } finally {
    await store.destroy();
  }
});

const migration = (name: string, up: string, down: string): Migration => ({
  name,
  up: async (db) => void (await db.raw(up)),
  down: async (db) => void (await db.raw(down)),
});
const addition = migration('9001-notes.additive', 'create table note (text text)', 'drop table note');
const change = migration('9002-renamed', 'alter table note rename to remark', 'alter table remark rename to note');

test('an older hub starts beside and after a newer one that only added; back with the newer one nothing is done twice', async () => {
  const store = connectStore(new Secret(database.url));
  const done = async () => (await database.run('select name from hub_migration order by id')).map((row) => row['name']);
  try {
    await database.run('drop schema public cascade; create schema public');
    await migrate(store, [...migrations, addition]);
    const names = [...migrations, addition].map(({ name }) => name);
    await migrate(store);
    expect(await done()).toEqual(names);
    // of another line of versions: it does not know the addition, and has a migration of its own
    const own = migration('9000-own', 'create table own (text text)', 'drop table own');
    await migrate(store, [...migrations, own]);
    await migrate(store, [...migrations, own, addition]);
    expect(await done()).toEqual([...names, '9000-own']);
  } finally {
    await store.destroy();
  }
});

test('an older hub says what it found when a newer one did more than add, and changes nothing', async () => {
  const store = connectStore(new Secret(database.url));
  const own = migration('9003-own', 'create table owned (text text)', 'drop table owned');
  try {
    await database.run('drop schema public cascade; create schema public');
    await migrate(store, [...migrations, addition, change]);
    await expect(migrate(store, [...migrations, own])).rejects.toMatchObject({
      name: 'HubDatabaseUnfit',
      message: expect.stringMatching(
        /^HUB_DATABASE_URL: expected tables as of 9003-own .*found migrations of a newer hub: 9002-renamed\. Nothing was changed\. Start the hub/s,
      ) as unknown,
    });
    expect(await database.run(`select to_regclass('owned')::text as made`)).toEqual([{ made: null }]);
    await migrate(store, [...migrations, addition, change]);
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
