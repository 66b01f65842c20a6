import type { Knex } from 'knex';
import type { IdentityAccount } from '../identity/account.ts';
import type { Constraints } from '../identity/constraints.ts';
import { weighedFeatures } from '../identity/compare/comparators.ts';
import { match, type MatchOptions, type MatchResult } from '../identity/match.ts';
import { recordOf, type IdentityRecord } from '../identity/record.ts';
import type { Rules } from '../identity/rules/rules.ts';
import { blockList } from './block-list.ts';
import { writeEdges, type WeighedPair } from './edge-store.ts';
import { writeFrequencies } from './frequencies.ts';
import { groupsOf } from './groups.ts';
import { writeModel } from './kept-model.ts';

/** Accounts, or edges, per statement. */
const batchSize = 5_000;

export interface MatchAll {
  /** All living accounts, in the order of `byAccount`. */
  readonly accounts: readonly IdentityAccount[];
  readonly rules: Rules;
  readonly constraints: Constraints;
  readonly now: string;
  readonly onProgress?: MatchOptions['onProgress'];
}

/** Matches all accounts, learning anew, and keeps what it takes to place one account later. Returns the clusters. */
export async function matchAll(
  trx: Knex.Transaction,
  { accounts, rules, constraints, now, onProgress }: MatchAll,
): Promise<IdentityAccount[][]> {
  const records = accounts.map(recordOf);
  const result = match(records, { rules, constraints, ...(onProgress && { onProgress }) });
  for (const table of ['match_pending', 'match_edge', 'match_block', 'match_account'])
    await trx.raw(`delete from ${table}`);
  await writeBlocks(trx, records, result, rules, onProgress);
  await writeLinks(trx, result, onProgress);
  onProgress?.('keeping frequencies', 0, records.length);
  const filled = await writeFrequencies(trx, result.features, weighedFeatures(rules));
  const learnedOf = (kind: 'PERSON' | 'ORGANIZATION') => result.kinds.find((one) => one.kind === kind)?.learned ?? null;
  const learned = { persons: learnedOf('PERSON'), organizations: learnedOf('ORGANIZATION'), filled };
  await writeModel(trx, rules, learned, accounts.length, now);
  return groupsOf(accounts, result.clusters);
}

/** Accounts get the numbers 1, 2 and so on in their order; blocks are spread out by the database itself. */
async function writeBlocks(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  { features }: MatchResult,
  rules: Rules,
  onProgress: MatchOptions['onProgress'],
): Promise<void> {
  for (let from = 0; from < records.length; from += batchSize) {
    onProgress?.('keeping blocks', from, records.length);
    const batch = records.slice(from, from + batchSize);
    const lists = batch.map((record, at) => blockList(features, from + at, record, rules));
    await trx.raw(
      `insert into match_account (account_no, system, account_id, block_keys, block_limits)
       select no, system, account_id, keys::bigint[], limits::smallint[]
       from unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[]) as r (no, system, account_id, keys, limits)`,
      [
        batch.map((_, at) => from + at + 1),
        batch.map(({ system }) => system),
        batch.map(({ id }) => id),
        lists.map((list) => `{${[...list.keys()].join(',')}}`),
        lists.map((list) => `{${[...list.values()].join(',')}}`),
      ],
    );
  }
  await trx.raw(`select setval(pg_get_serial_sequence('match_account', 'account_no'), ?)`, [records.length + 1]);
  await trx.raw(
    `insert into match_block (block_key, account_no)
     select k.key, m.account_no from match_account m, unnest(m.block_keys) as k (key) order by 1, 2`,
  );
}

async function writeLinks(
  trx: Knex.Transaction,
  { kinds }: MatchResult,
  onProgress: MatchOptions['onProgress'],
): Promise<void> {
  for (const { edges, rules } of kinds) {
    for (let from = 0; from < edges.count; from += batchSize) {
      onProgress?.('keeping edges', from, edges.count);
      const pairs: WeighedPair[] = [];
      for (let edge = from; edge < Math.min(from + batchSize, edges.count); edge += 1) {
        const [a, b] = [(edges.a[edge] ?? 0) + 1, (edges.b[edge] ?? 0) + 1];
        const weight = edges.weight[edge] ?? 0;
        pairs.push({ low: Math.min(a, b), high: Math.max(a, b), weight, isLink: weight >= rules.cluster.pair });
      }
      await writeEdges(trx, pairs);
    }
  }
}
