import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { Secret } from '../../../kit/env/secret.ts';
import { createTestDatabase, type TestDatabase } from '../../../kit/test-servers/test-database.ts';
import { connectStore } from './connect.ts';
import { keepPlans, prepared, weighPlans } from './prepared.ts';

let database: TestDatabase;
let store: Knex;

beforeAll(async () => {
  database = await createTestDatabase('prepared');
  store = connectStore(new Secret(database.url));
  await store.raw('create table said (word text not null)');
});

afterAll(async () => {
  await store.destroy();
  await database.drop();
});

const words = async (): Promise<string[]> => {
  const { rows } = await store.raw<{ rows: { word: string }[] }>('select word from said order by word');
  return rows.map(({ word }) => word);
};

it('executes statements that are started together in their order', async () => {
  await store.transaction(async (trx) => {
    const counts = await Promise.all(
      Array.from({ length: 20 }, async (_, round) => {
        const said = prepared(trx, 'insert into said (word) values (?)', [`word ${String(round)}`]);
        const { rows } = await prepared<{ n: string }>(trx, 'select count(*) as n from said', []);
        await said;
        return Number(rows[0]?.n);
      }),
    );
    expect(counts).toEqual(Array.from({ length: 20 }, (_, round) => round + 1));
    await trx.raw('delete from said');
  });
});

it('leaves nothing behind when one of them fails, however late the others are', async () => {
  const late: unknown[] = [];
  const failing = store.transaction(async (trx) => {
    const slow = async (): Promise<void> => {
      await prepared(trx, 'select pg_sleep(?)', [0.05]).catch((error: unknown) => late.push(error));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await prepared(trx, 'insert into said (word) values (?)', ['late']);
    };
    const lateOne = slow().catch((error: unknown) => late.push(error));
    await Promise.all([prepared(trx, 'insert into said (word) values (?)', [null]), lateOne.then(() => undefined)]);
  });
  await expect(failing).rejects.toThrow(/null value in column "word"/);
  await expect.poll(() => late.length).toBe(1);
  expect(String(late[0])).toContain('ended before it');
  expect(await words()).toEqual([]);
});

it('keeps plans, by indexes, for one transaction only', async () => {
  const setting = async (db: Knex, name: string): Promise<string | undefined> =>
    (await db.raw<{ rows: { value: string }[] }>('select current_setting(?) as value', [name])).rows[0]?.value;
  const mode = (db: Knex): Promise<string | undefined> => setting(db, 'plan_cache_mode');
  await store.transaction(async (trx) => {
    await keepPlans(trx);
    expect(await mode(trx)).toBe('force_generic_plan');
    expect(await setting(trx, 'enable_seqscan')).toBe('off');
    await weighPlans(trx);
    expect(await mode(trx)).toBe('auto');
    expect(await setting(trx, 'enable_seqscan')).toBe('on');
    await keepPlans(trx);
  });
  expect(await mode(store)).toBe('auto');
});
