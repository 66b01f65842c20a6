import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { Secret } from '../../../kit/env/secret.ts';
import { createTestDatabase } from '../../../kit/test-servers/test-database.ts';
import { connectStore } from './connect.ts';

test.skipIf(inject('postgresUrl') === null)(
  'a transaction may wait, and a statement take, longer than the database allows others',
  async () => {
    const made = await createTestDatabase('limits');
    await made.run(`alter database ${made.name} set idle_in_transaction_session_timeout = '100ms';
      alter database ${made.name} set statement_timeout = '200ms'`);
    const store = connectStore(new Secret(made.url));
    const slept = await store.transaction(async (trx) => {
      await trx.raw('select 1');
      await sleep(300);
      const { rows } = await trx.raw<{ rows: { slept: string }[] }>(`select 'yes' as slept from pg_sleep(0.4)`);
      return rows;
    });
    expect(slept).toEqual([{ slept: 'yes' }]);
    await store.destroy();
    await made.drop();
  },
);
