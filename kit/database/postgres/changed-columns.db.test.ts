import { expect, inject, test } from 'vitest';
import { Secret } from '../../env/secret.ts';
import { createTestDatabase } from '../../test-servers/test-database.ts';
import type { QueryOptions, RawRow } from '../database.ts';
import { openDatabase } from '../open-database.ts';

const options = (): QueryOptions => ({ timeoutMs: 5000, signal: new AbortController().signal });

test.skipIf(inject('postgresUrl') === null)(
  'a statement whose columns changed meanwhile answers as before, on the same connection',
  async () => {
    const made = await createTestDatabase('changed');
    await made.run(`create table t (id int, name varchar(5)); insert into t values (1, 'Zoë');
      create function sorry() returns int language plpgsql as
        $$ begin raise exception 'no' using errcode = 'feature_not_supported'; end $$`);
    const settings = { system: 'test', url: new Secret(made.url), connections: 1, connectTimeoutMs: 2000 };
    const database = openDatabase(settings);
    const ask = (sql: string, bindings: readonly unknown[] = []): Promise<RawRow[]> =>
      database.query({ sql, bindings }, options());
    const named = (): Promise<RawRow[]> => ask('select * from t where id = $1', [1]);
    const pid = async (): Promise<unknown> => (await ask('select pg_backend_pid() as pid'))[0]?.['pid'];

    const first = await pid();
    expect(await named()).toEqual([{ id: '1', name: 'Zoë' }]);
    for (let length = 6; length < 9; length++) {
      await made.run(`alter table t alter name type varchar(${String(length)})`);
      expect(await named()).toEqual([{ id: '1', name: 'Zoë' }]);
    }
    await made.run(`alter table t add more text default 'x'`);
    expect(await named()).toEqual([{ id: '1', name: 'Zoë', more: 'x' }]);
    expect(await named()).toEqual([{ id: '1', name: 'Zoë', more: 'x' }]);

    await made.run('drop table t');
    await expect(named()).rejects.toMatchObject({ cause: { code: '42P01' } });
    // Refused with the same code, but for a reason of its own: that costs no connection.
    for (let i = 0; i < 2; i++) await expect(ask('select sorry()')).rejects.toMatchObject({ cause: { code: '0A000' } });
    expect(await pid()).toBe(first);
    await database.close();
    await made.drop();
  },
);
