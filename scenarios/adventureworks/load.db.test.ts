import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { temporaryFile } from '../../kit/test-servers/temporary-folder.ts';
import { adventureWorksDump } from './dump-file.ts';
import { givenAdventureWorks } from './given.ts';
import { loadAdventureWorks } from './load.ts';
import { hasPsql } from './restore.ts';

const here = adventureWorksDump() !== null && (await hasPsql());

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

// Loading takes 4 s on an idle machine and several times that on a busy one.
describe('loading AdventureWorks', { timeout: 180_000 }, () => {
  it('says why it does not load when the dump is not there', async () => {
    const said: string[] = [];
    const url = await loadAdventureWorks(inject('postgresUrl'), { dump: null, say: (line) => said.push(line) });
    expect(url).toBeNull();
    expect(said).toEqual([expect.stringContaining('is NOT loaded: ../shared/systems/adventureworks.sql.gz')]);
  });

  it.skipIf(!here)(
    'loads once and hands out an account that reads what the mappings read and nothing else',
    async () => {
      const given = await givenAdventureWorks();
      const said: string[] = [];
      const again = await loadAdventureWorks(inject('postgresUrl'), { say: (line) => said.push(line) });
      expect(again).toBe(given?.readerUrl);
      expect(said).toEqual([]);
      const url = again ?? '';
      expect(await query(url, 'select count(*)::int as n from sales.salesorderheader')).toEqual([{ n: 21_647 }]);
      const refused = [
        `update sales.customer set modifieddate = now() where customerid = 29484`,
        `create table public.mine (id int)`,
        `create temp table mine (id int)`,
        `select passwordhash from person.password`,
        `select cardnumber from sales.creditcard`,
        `select rate from humanresources.employeepayhistory`,
      ];
      for (const sql of refused) await expect(query(url, sql), sql).rejects.toThrow(/permission denied/);
    },
  );

  it.skipIf(!here)('makes a half loaded database anew and leaves one alone that it did not make', async () => {
    const admin = inject('postgresUrl');
    const database = 'adventureworks_half';
    await query(admin, `create database ${database}`);
    await expect(loadAdventureWorks(admin, { database })).rejects.toThrow(
      `${database} exists and was not made by this`,
    );
    await query(admin, `comment on database ${database} is 'AdventureWorks, being loaded by Customer Hub'`);
    const url = await loadAdventureWorks(admin, { database, say: () => undefined });
    expect(await query(url ?? '', 'select count(*)::int as n from sales.store')).toEqual([{ n: 701 }]);
    await query(admin, `drop database ${database} with (force)`);
  });

  it.skipIf(!here)('names the dump and repeats the last words of psql when loading fails', async () => {
    const database = 'adventureworks_broken';
    const dump = temporaryFile('broken.sql.gz', gzipSync('select 1;\nselect no_such_column;\n'));
    await expect(loadAdventureWorks(inject('postgresUrl'), { database, dump })).rejects.toThrow(
      /broken\.sql\.gz: .*column "no_such_column" does not exist/s,
    );
    await query(inject('postgresUrl'), `drop database ${database} with (force)`);
  });
});
