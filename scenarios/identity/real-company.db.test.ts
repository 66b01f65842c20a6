import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { givenAdventureWorks } from '../adventureworks/given.ts';
import { truthLinks, truthNonlinks } from '../real-systems/dump-files.ts';
import { loadRealSystems } from '../real-systems/load.ts';
import { realSystems } from '../real-systems/systems.ts';
import { accountOf, readTruth } from '../real-systems/truth.ts';
import { accountName, judge, readFeeds } from './feeds.ts';

const adventureWorks = await givenAdventureWorks();
const others = adventureWorks
  ? await loadRealSystems(inject('mariadbUrl'), { say: (line) => void process.stderr.write(`\n*** ${line}\n`) })
  : null;
const given = adventureWorks && others ? { adventureWorks, others } : null;

/** Accounts of AdventureWorks by table and key of its person or store: a store may have two. */
async function adventureWorksAccounts(adminUrl: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; row: string }>(
    `select customerid::text as id, case when storeid is null then 'person.person,' || personid else 'sales.store,' || storeid end as row
       from sales.customer`,
  );
  await client.end();
  const accounts = new Map<string, string[]>();
  for (const { id, row } of rows) accounts.set(row, [...(accounts.get(row) ?? []), id]);
  return accounts;
}

/** Entity of each account that the truth knows, and the accounts that it calls Chinese by their names or addresses. */
function readWholeTruth(accounts: ReadonlyMap<string, readonly string[]>) {
  const truth = new Map<string, string>();
  const chinese = new Set<string>();
  const add = (name: string, golden: string, operators: readonly string[]): void => {
    truth.set(name, golden);
    if (operators.some((operator) => operator.startsWith('cn_'))) chinese.add(name);
  };
  for (const line of readFileSync(truthLinks() ?? '', 'utf8').split('\n')) {
    const [golden = '', kind, system, table, pk, operators = ''] = line.trim().split(',');
    if (system !== 'adventureworks' || kind === 'household') continue;
    for (const id of accounts.get(`${table ?? ''},${pk ?? ''}`) ?? [])
      add(accountName({ system, id }), golden, operators.split('|'));
  }
  for (const { system, account, golden, operators } of readTruth())
    add(accountName({ system, id: account }), golden, operators);
  return { truth, chinese };
}

/** Pairs of accounts that look alike and are two customers; rows without an account in the feeds are left out. */
function readNonlinks(accounts: ReadonlyMap<string, readonly string[]>): [string, string][] {
  const namesOf = (system = '', table = '', pk = ''): string[] => {
    if (system === 'adventureworks')
      return (accounts.get(`${table},${pk}`) ?? []).map((id) => accountName({ system, id }));
    const own = realSystems.find((name) => name === system);
    return own === undefined ? [] : [accountName({ system, id: accountOf(own, table, pk) })];
  };
  return readFileSync(truthNonlinks() ?? '', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [systemA, tableA, pkA, systemB, tableB, pkB] = line.trim().split(',');
      const others = namesOf(systemB, tableB, pkB);
      return namesOf(systemA, tableA, pkA).flatMap((a) => others.map((b): [string, string] => [a, b]));
    });
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

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
    const accounts = await adventureWorksAccounts(given.adventureWorks.adminUrl);
    const { truth, chinese } = readWholeTruth(accounts);
    expect(records.filter((record) => truth.has(accountName(record))).length).toBeGreaterThan(45_000);
    const { precision, recall, recallBySystems, recallOfInterest, clusterOf } = judge(records, truth, (record) =>
      chinese.has(accountName(record)),
    );
    const nonlinks = readNonlinks(accounts).filter((pair) => pair.every((name) => clusterOf.has(name)));
    const merged = nonlinks.filter(([a, b]) => clusterOf.get(a) === clusterOf.get(b)).length / nonlinks.length;
    const bySystems = Object.entries(recallBySystems).map(([systems, r]) => `  ${systems}: ${r.toFixed(3)}`);
    process.stderr.write(
      `\nfive real systems: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}; Chinese customers: recall ` +
        `${recallOfInterest.toFixed(4)}; of ${String(nonlinks.length)} pairs that only look alike ${percent(merged)} are ` +
        `one\n${bySystems.join('\n')}\n`,
    );
    expect(precision).toBeGreaterThan(0.997);
    expect(recall).toBeGreaterThan(0.96);
    expect(recallOfInterest).toBeGreaterThan(0.95);
    expect(nonlinks.length).toBeGreaterThan(4500);
    expect(merged).toBeLessThan(0.005);
    expect(bySystems).toHaveLength(15);
    for (const [systems, found] of Object.entries(recallBySystems)) expect(found, systems).toBeGreaterThan(0.85);
  }, 240_000);
});
