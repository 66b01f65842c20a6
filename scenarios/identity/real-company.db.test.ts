import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { givenAdventureWorks } from '../adventureworks/given.ts';
import { truthLinks } from '../real-systems/dump-files.ts';
import { loadRealSystems } from '../real-systems/load.ts';
import { readTruth } from '../real-systems/truth.ts';
import { accountName, judge, readFeeds } from './feeds.ts';

const adventureWorks = await givenAdventureWorks();
const others = adventureWorks
  ? await loadRealSystems(inject('mariadbUrl'), { say: (line) => void process.stderr.write(`\n*** ${line}\n`) })
  : null;
const given = adventureWorks && others ? { adventureWorks, others } : null;

/** Accounts of AdventureWorks by person or store: a store may have two. */
async function adventureWorksTruth(adminUrl: string): Promise<[string, string][]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; row: string }>(
    `select customerid::text as id, case when storeid is null then 'person.person,' || personid else 'sales.store,' || storeid end as row
       from sales.customer`,
  );
  await client.end();
  const accounts = new Map<string, string[]>();
  for (const { id, row } of rows) accounts.set(row, [...(accounts.get(row) ?? []), id]);
  return readFileSync(truthLinks() ?? '', 'utf8')
    .split('\n')
    .flatMap((line): [string, string][] => {
      const [golden = '', kind, system, table, pk] = line.split(',');
      if (system !== 'adventureworks' || kind === 'household') return [];
      return (accounts.get(`${table ?? ''},${pk ?? ''}`) ?? []).map((id) => [accountName({ system, id }), golden]);
    });
}

describe.skipIf(given === null)('the accounts of five real systems', () => {
  test('are joined across their schemas, and what only looks alike stays apart', async () => {
    if (!given) throw new Error('skipped');
    const connections = {
      ADVENTUREWORKS_DATABASE_URL: given.adventureWorks.readerUrl,
      ...Object.fromEntries(
        Object.entries(given.others).map(([system, url]) => [`${system.toUpperCase()}_DATABASE_URL`, url]),
      ),
    };
    const folders = ['adventureworks', ...Object.keys(given.others)].map((system) => `sources/${system}`);
    const records = await readFeeds(folders, connections);
    const truth = new Map([
      ...(await adventureWorksTruth(given.adventureWorks.adminUrl)),
      ...readTruth().map((row): [string, string] => [accountName({ system: row.system, id: row.account }), row.golden]),
    ]);
    expect(records.filter((record) => truth.has(accountName(record))).length).toBeGreaterThan(45_000);
    const { precision, recall, recallBySystems } = judge(records, truth);
    const bySystems = Object.entries(recallBySystems).map(([systems, r]) => `  ${systems}: ${r.toFixed(3)}`);
    process.stderr.write(
      `\nfive real systems: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n${bySystems.join('\n')}\n`,
    );
    expect(precision).toBeGreaterThan(0.985);
    expect(recall).toBeGreaterThan(0.93);
    expect(bySystems).toHaveLength(15);
    for (const [systems, found] of Object.entries(recallBySystems)) expect(found, systems).toBeGreaterThan(0.85);
  }, 240_000);
});
