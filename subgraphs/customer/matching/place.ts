import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import { accountKey, type IdentityAccount } from '../identity/account.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { isOrganization, recordOf, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { identityColumns } from '../store/read-identity.ts';
import type { AccountName } from '../store/account-scope.ts';
import { blockList, type BlockList } from './block-list.ts';
import { moveBlocks, type BlockMove, type ChangedBlock } from './block-store.ts';
import { removeEdges, removeUnfoundedEdges, writeEdges, type WeighedPair } from './edge-store.ts';
import type { KeptModel } from './kept-model.ts';
import { weigherOf, weighersOver } from './weigh-pairs.ts';

/** Accounts that are placed at once: bounds the statements, not the result. */
const batchSize = 200;

/** Where an account stood; null for one that was not placed before. */
interface Placed {
  readonly accountNo: number;
  readonly blocks: BlockList;
}

interface Changed extends AccountName {
  /** Null for one that is gone. */
  readonly record: IdentityRecord | null;
  readonly placed: Placed | null;
}

/** What a change of accounts reaches, as matching numbers them. */
export interface Reached {
  /** Accounts whose component may be another than before. */
  readonly components: readonly number[];
  /** Accounts with a pair that came or went and brings nothing together. */
  readonly touched: readonly number[];
}

export interface PlacedAccounts extends Reached {
  /** Whether any account came, went or came back. */
  readonly cameOrWent: boolean;
}

/**
 * Brings blocks and edges in line with accounts that changed, came or went; null when of some account's kind nothing was
 * learned yet, so that all must be matched.
 */
export async function placeAccounts(
  trx: Knex.Transaction,
  accounts: readonly AccountName[],
  kept: KeptModel,
  rules: Rules,
): Promise<PlacedAccounts | null> {
  const batches: Reached[] = [];
  let cameOrWent = false;
  for (let from = 0; from < accounts.length; from += batchSize) {
    const changed = await readChanged(trx, accounts.slice(from, from + batchSize));
    const isUnknown = ({ record }: Changed): boolean =>
      record !== null && (isOrganization(record) ? kept.organizations : kept.persons) === null;
    if (changed.some(isUnknown)) return null;
    cameOrWent ||= changed.some(({ record, placed }) => (record === null) !== (placed === null));
    batches.push(await placeBatch(trx, changed, kept, rules));
  }
  const all = (part: keyof Reached): number[] => [...new Set(batches.flatMap((batch) => batch[part]))];
  return { components: all('components'), touched: all('touched'), cameOrWent };
}

/** The same for accounts that are to be forgotten, whatever the feeds say of them. */
export async function removeAccounts(
  trx: Knex.Transaction,
  accounts: readonly AccountName[],
  kept: KeptModel,
  rules: Rules,
): Promise<Reached> {
  const changed = (await readChanged(trx, accounts)).map((one): Changed => ({ ...one, record: null }));
  return placeBatch(trx, changed, kept, rules);
}

async function readChanged(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<Changed[]> {
  const { rows } = await prepared<
    IdentityAccount & {
      isLiving: boolean;
      no: number | null;
      keys: string[] | null;
      limits: number[] | null;
    }
  >(
    trx,
    `select w.system, w.account_id as "accountId", ${identityColumns},
       coalesce(a.deleted_at is null and a.account_id is not null, false) as "isLiving",
       m.account_no as no, m.block_keys::text[] as keys, m.block_limits as limits
     from unnest(?::text[], ?::text[]) as w (system, account_id)
     left join account a on a.system = w.system and a.account_id = w.account_id
     left join match_account m on m.system = w.system and m.account_id = w.account_id
     order by w.system, w.account_id`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  return rows.map(({ isLiving, no, keys, limits, ...account }) => ({
    system: account.system,
    accountId: account.accountId,
    record: isLiving ? recordOf(account) : null,
    placed:
      no === null
        ? null
        : { accountNo: no, blocks: new Map((keys ?? []).map((key, at) => [BigInt(key), limits?.[at] ?? 0])) },
  }));
}

async function placeBatch(
  trx: Knex.Transaction,
  changed: readonly Changed[],
  kept: KeptModel,
  rules: Rules,
): Promise<Reached> {
  const moves = await writePlaces(trx, changed, rules);
  const numbers = moves.map(({ accountNo }) => accountNo);
  const [blocks, removed] = await Promise.all([moveBlocks(trx, moves), removeEdges(trx, numbers)]);
  const closed = blocks.filter(({ before, members, most }) => members.length > most && before <= most);
  const unfounded = await removeUnfoundedEdges(trx, [...new Set(closed.flatMap(({ members }) => members))]);
  const edges = await weigh(trx, candidatesOf(blocks, new Set(numbers)), kept, rules);
  await writeEdges(trx, edges);
  const endsOf = (wanted: boolean): number[] =>
    edges.flatMap(({ low, high, isLink }) => (isLink === wanted ? [low, high] : []));
  return {
    components: [...new Set([...numbers, ...removed.links, ...unfounded.links, ...endsOf(true)])],
    touched: [...new Set([...removed.others, ...unfounded.others, ...endsOf(false)])],
  };
}

/** Notes the new blocks of each account, and numbers those that came. */
async function writePlaces(trx: Knex.Transaction, changed: readonly Changed[], rules: Rules): Promise<BlockMove[]> {
  const living = changed.flatMap((one) => (one.record ? [{ ...one, record: one.record }] : []));
  const set = featureSet(living.map(({ record }) => record));
  const lists = living.map(({ record }, at) => blockList(set, at, record, rules));
  const gone = changed.flatMap(({ record, placed }) => (record === null && placed ? [placed] : []));
  if (gone.length > 0)
    await trx.raw('delete from match_account where account_no = any(?::integer[])', [
      gone.map(({ accountNo }) => accountNo),
    ]);
  const nothing: BlockList = new Map();
  const left = gone.map(({ accountNo, blocks }): BlockMove => ({ accountNo, before: blocks, after: nothing }));
  if (living.length === 0) return left;
  const { rows } = await prepared<AccountName & { no: number }>(
    trx,
    `insert into match_account (system, account_id, block_keys, block_limits)
     select system, account_id, keys::bigint[], limits::smallint[]
     from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as r (system, account_id, keys, limits)
     on conflict (system, account_id) do update set block_keys = excluded.block_keys, block_limits = excluded.block_limits
     returning system, account_id as "accountId", account_no as no`,
    [
      living.map(({ system }) => system),
      living.map(({ accountId }) => accountId),
      lists.map((list) => `{${[...list.keys()].join(',')}}`),
      lists.map((list) => `{${[...list.values()].join(',')}}`),
    ],
  );
  const numbers = new Map(rows.map((row) => [accountKey(row), row.no]));
  const moved = living.map((one, at): BlockMove => {
    const accountNo = numbers.get(accountKey(one));
    if (accountNo === undefined) throw new Error('an account was written and has no number');
    return { accountNo, before: one.placed?.blocks ?? nothing, after: lists[at] ?? nothing };
  });
  return [...left, ...moved];
}

/**
 * Pairs to be weighed, smaller number first: each changed account with all others of its blocks, and everybody with
 * everybody in a block that was too full and is no more.
 */
function candidatesOf(blocks: readonly ChangedBlock[], changed: ReadonlySet<number>): [number, number][] {
  const seen = new Set<string>();
  const pairs: [number, number][] = [];
  for (const { before, members, most } of blocks) {
    if (members.length > most) continue;
    const isOpened = before > most;
    for (const a of members)
      for (const b of members) {
        if (a >= b || !(isOpened || changed.has(a) || changed.has(b))) continue;
        const name = `${String(a)} ${String(b)}`;
        if (seen.has(name)) continue;
        seen.add(name);
        pairs.push([a, b]);
      }
  }
  return pairs;
}

/** Pairs that weigh enough to be kept. */
async function weigh(
  trx: Knex.Transaction,
  pairs: readonly (readonly [number, number])[],
  kept: KeptModel,
  rules: Rules,
): Promise<WeighedPair[]> {
  if (pairs.length === 0) return [];
  const { rows } = await prepared<IdentityAccount & { no: number }>(
    trx,
    `select m.account_no as no, a.system, a.account_id as "accountId", ${identityColumns}
     from match_account m join account a using (system, account_id) where m.account_no = any(?::integer[])`,
    [[...new Set(pairs.flat())]],
  );
  const records = rows.map(recordOf);
  const places = new Map(rows.map(({ no }, at) => [no, at]));
  const weighers = await weighersOver(trx, records, kept, rules);
  return pairs.flatMap(([low, high]): WeighedPair[] => {
    const [a, b] = [places.get(low), places.get(high)];
    const record = a === undefined ? undefined : records[a];
    if (a === undefined || b === undefined || !record) return [];
    const { cluster } = rulesFor(rules, record.kind);
    const weight = weigherOf(weighers, record)?.(a, b) ?? -Infinity;
    if (weight < Math.min(cluster.review, cluster.pair)) return [];
    return [{ low, high, weight, isLink: weight >= cluster.pair }];
  });
}
