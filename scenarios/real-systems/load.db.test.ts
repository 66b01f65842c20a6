import { gzipSync } from 'node:zlib';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, inject, it } from 'vitest';
import { temporaryFile } from '../../kit/test-servers/temporary-folder.ts';
import { givenRealSystem } from './given.ts';
import { loadRealSystems } from './load.ts';
import { pickTables } from './pick-tables.ts';

const server = inject('mariadbUrl');
const osticket = await givenRealSystem('osticket');

async function query<T>(url: string, sql: string): Promise<(T & RowDataPacket)[]> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<(T & RowDataPacket)[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

async function* lines(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n')) yield await Promise.resolve(line);
}

describe('loading real systems', { timeout: 120_000 }, () => {
  it('says why it does not load when there is no server, or no dump', async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    expect(await loadRealSystems(null, { say, systems: ['mautic'], dump: () => 'here' })).toBeNull();
    expect(await loadRealSystems('mysql://nobody@127.0.0.1:1', { say, dump: () => null })).toBeNull();
    expect(said).toEqual([
      'mautic NOT loaded: no MariaDB server (Debian: apt-get install mariadb-server).',
      'suitecrm, osticket, mautic, dolibarr NOT loaded: ../shared/systems/*.sql.gz is not beside the project.',
    ]);
  });

  it('takes of a dump what concerns the wanted tables, and is not misled by line breaks in texts', async () => {
    const dump = [
      'SET NAMES utf8mb4;',
      'DROP TABLE IF EXISTS `a`;',
      'CREATE TABLE `a` (',
      '  `x` text',
      ');',
      "INSERT INTO `b` VALUES ('one",
      "INSERT INTO `a` VALUES (1)');",
      "INSERT INTO a VALUES ('two",
      "DROP TABLE IF EXISTS `b`');",
      'UPDATE b SET x = 1',
      'WHERE y = 2;',
      'COMMIT;',
    ].join('\n');
    const kept: string[] = [];
    for await (const line of pickTables(lines(dump), new Set(['a']))) kept.push(line.trimEnd());
    expect(kept).toEqual([
      'SET NAMES utf8mb4;',
      'DROP TABLE IF EXISTS `a`;',
      'CREATE TABLE `a` (',
      '  `x` text',
      ');',
      "INSERT INTO a VALUES ('two",
      "DROP TABLE IF EXISTS `b`');",
      'COMMIT;',
    ]);
  });

  it.skipIf(osticket === null)('loads once, and hands out an account that reads what the mappings read', async () => {
    const said: string[] = [];
    const again = await loadRealSystems(server, { systems: ['osticket'], say: (line) => void said.push(line) });
    expect(again).toEqual({ osticket: osticket?.readerUrl });
    expect(said).toEqual([]);
    const url = again?.osticket ?? '';
    expect(await query(url, 'select count(*) as n from ost_ticket')).toEqual([{ n: 6820 }]);
    const refused = [
      'update ost_user set name = name',
      'delete from ost_ticket where 1 = 0',
      'create table mine (id int)',
      'create temporary table mine (id int)',
      'select passwd from ost_staff',
      'select * from mysql.user',
    ];
    for (const sql of refused) await expect(query(url, sql), sql).rejects.toThrow(/denied/);
  });

  it.skipIf(osticket === null)(
    'leaves a database alone that it did not make, makes a half loaded one anew',
    async () => {
      const admin = server ?? '';
      await query(admin, 'create database odd_osticket');
      const options = { systems: ['osticket'], prefix: 'odd_', say: () => undefined } as const;
      await expect(loadRealSystems(admin, options)).rejects.toThrow(
        'odd_osticket exists and was not made by this loader',
      );
      await query(admin, `alter database odd_osticket comment 'being loaded, by Customer Hub'`);
      const urls = await loadRealSystems(admin, options);
      expect(await query(urls?.osticket ?? '', 'select count(*) as n from ost_user')).toEqual([{ n: 3479 }]);
      await query(admin, 'drop database odd_osticket');
    },
  );

  it.skipIf(osticket === null)(
    'names the dump and repeats the last words of the client when loading fails',
    async () => {
      const dump = temporaryFile('broken.sql.gz', gzipSync('select 1;\nselect no_such_column;\n'));
      const options = { systems: ['mautic'], prefix: 'broken_', dump: () => dump } as const;
      await expect(loadRealSystems(server, options)).rejects.toThrow(/broken\.sql\.gz: .*no_such_column/s);
      await query(server ?? '', 'drop database broken_mautic');
    },
  );
});
