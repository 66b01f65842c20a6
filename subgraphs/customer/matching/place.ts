import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { isOrganization, recordOf, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { identityColumns } from '../store/read-identity.ts';
import type { AccountName } from '../store/account-scope.ts';
import { blockList, type BlockList } from './block-list.ts';
import { moveBlocks, type BlockMove, type ChangedBlock } from './block-store.ts';
import { removeEdges, removeUnfoundedEdges, writeEdges, type WeighedPair } from './edge-store.ts';
import { readFrequencies, type ReadFrequencies } from './frequencies.ts';
import type { KeptModel } from './kept-model.ts';
import { weighersOver } from './weigh-pairs.ts';

/** Accounts that are placed at once: bounds the statements, not the result. */
const batchSize = 200;

interface Changed extends AccountName {
  /** Null for one that is gone. */
  readonly record: IdentityRecord | null;
  /** As matching numbers it; null for one that is gone and was not placed before. */
  readonly accountNo: number | null;
  /** Where it stood; null for one that was not placed before. */
  readonly blocks: BlockList | null;
}

/** What a change of accounts reaches, as matching numbers them. */
export interface Reached {
  /** Accounts whose component may be another than before. */
  readonly components: readonly number[];
  /** Accounts that did not change and have a pair that came or went and brings nothing together, with each other. */
  readonly touched: readonly number[];
}

export interface PlacedAccounts extends Reached {
  /** Whether any account came, went or came back. */
  readonly cameOrWent: boolean;
  /** The last writes, which were started: what is started now sees them. To be waited for. */
  readonly written: Promise<void>;
}

interface PlacedBatch extends Reached {
  readonly written: Promise<void>;
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
  const batches: PlacedBatch[] = [];
  let cameOrWent = false;
  for (let from = 0; from < accounts.length; from += batchSize) {
    const changed = await readChanged(trx, accounts.slice(from, from + batchSize));
    const isUnknown = ({ record }: Changed): boolean =>
      record !== null && (isOrganization(record) ? kept.organizations : kept.persons) === null;
    if (changed.some(isUnknown)) return null;
    cameOrWent ||= changed.some(({ record, blocks }) => (record === null) !== (blocks === null));
    await batches.at(-1)?.written;
    batches.push(await placeBatch(trx, changed, kept, rules));
  }
  const all = (part: keyof Reached): number[] => [...new Set(batches.flatMap((batch) => batch[part]))];
  return {
    components: all('components'),
    touched: all('touched'),
    cameOrWent,
    written: Promise.resolve(batches.at(-1)?.written),
  };
}

/** The same for accounts that are to be forgotten, whatever the feeds say of them. */
export async function removeAccounts(
  trx: Knex.Transaction,
  accounts: readonly AccountName[],
  kept: KeptModel,
  rules: Rules,
): Promise<Reached> {
  const changed = (await readChanged(trx, accounts)).map((one): Changed => ({ ...one, record: null }));
  const { written, ...reached } = await placeBatch(trx, changed, kept, rules);
  await written;
  return reached;
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
       coalesce(m.account_no, case when a.deleted_at is null and a.account_id is not null
         then nextval('match_account_account_no_seq')::integer end) as no,
       m.block_keys::text[] as keys, m.block_limits as limits
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
    accountNo: no,
    blocks: keys && new Map(keys.map((key, at) => [BigInt(key), limits?.[at] ?? 0])),
  }));
}

async function placeBatch(
  trx: Knex.Transaction,
  changed: readonly Changed[],
  kept: KeptModel,
  rules: Rules,
): Promise<PlacedBatch> {
  const living = changed.flatMap(({ record, accountNo }) =>
    record === null || accountNo === null ? [] : [{ record, accountNo }],
  );
  const set = featureSet(living.map(({ record }) => record));
  const lists = new Map(living.map(({ record, accountNo }, at) => [accountNo, blockList(set, at, record, rules)]));
  const moves = changed.flatMap(({ accountNo, blocks }): BlockMove[] =>
    accountNo === null ? [] : [{ accountNo, before: blocks ?? nothing, after: lists.get(accountNo) ?? nothing }],
  );
  const numbers = moves.map(({ accountNo }) => accountNo);
  const [blocks, removed, frequencies] = await Promise.all([
    moveBlocks(trx, moves),
    removeEdges(trx, numbers),
    readFrequencies(trx, kept, set),
    writePlaces(trx, changed, lists),
  ]);
  const closed = blocks.filter(({ before, after, most }) => before <= most && after > most);
  const unfounded = await removeUnfoundedEdges(trx, [...new Set(closed.flatMap(({ members }) => members))]);
  // in a block that opened, accounts meet of which neither changed
  const isOpened = blocks.some(({ before, after, most }) => before > most && after <= most);
  const own = new Set(numbers);
  const pairs = candidatesOf(blocks, own);
  const edges = await weigh(trx, pairs, kept, rules, isOpened ? null : frequencies);
  const links = edges.filter(({ isLink }) => isLink);
  // a pair of a changed account is looked at with that account
  const others = edges.filter(({ low, high, isLink }) => !isLink && !own.has(low) && !own.has(high));
  const endsOf = (pairs: readonly WeighedPair[]): number[] => pairs.flatMap(({ low, high }) => [low, high]);
  return {
    components: [...new Set([...numbers, ...removed, ...unfounded.links, ...endsOf(links)])],
    touched: [...new Set([...unfounded.others, ...endsOf(others)])],
    written: writeEdges(trx, edges),
  };
}

const nothing: BlockList = new Map();

/** Notes the new blocks of each account, by its number; those that are gone are forgotten. */
async function writePlaces(
  trx: Knex.Transaction,
  changed: readonly Changed[],
  lists: ReadonlyMap<number, BlockList>,
): Promise<void> {
  const gone = changed.flatMap(({ record, accountNo }) => (record === null && accountNo !== null ? [accountNo] : []));
  const living = changed.flatMap(({ accountNo, ...account }) => {
    const blocks = accountNo === null ? undefined : lists.get(accountNo);
    return blocks ? [{ ...account, accountNo, blocks }] : [];
  });
  await Promise.all([
    gone.length > 0 && prepared(trx, 'delete from match_account where account_no = any(?::integer[])', [gone]),
    living.length > 0 &&
      prepared(
        trx,
        `insert into match_account (account_no, system, account_id, block_keys, block_limits)
         select no, system, account_id, keys::bigint[], limits::smallint[]
         from unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[]) as r (no, system, account_id, keys, limits)
         on conflict (system, account_id) do update set block_keys = excluded.block_keys, block_limits = excluded.block_limits`,
        [
          living.map(({ accountNo }) => accountNo),
          living.map(({ system }) => system),
          living.map(({ accountId }) => accountId),
          living.map(({ blocks }) => `{${[...blocks.keys()].join(',')}}`),
          living.map(({ blocks }) => `{${[...blocks.values()].join(',')}}`),
        ],
      ),
  ]);
}

/**
 * Pairs to be weighed, smaller number first: each changed account with all others of its blocks, and everybody with
 * everybody in a block that was too full and is no more.
 */
function candidatesOf(blocks: readonly ChangedBlock[], changed: ReadonlySet<number>): [number, number][] {
  const met = new Map<number, Set<number>>();
  for (const { before, after, members, most } of blocks) {
    if (after > most) continue;
    for (const a of before > most ? members : members.filter((member) => changed.has(member)))
      for (const b of members) {
        const [low, high] = a < b ? [a, b] : [b, a];
        const others = met.get(low) ?? new Set();
        if (low !== high) met.set(low, others.add(high));
      }
  }
  return [...met].flatMap(([low, others]) => [...others].map((high): [number, number] => [low, high]));
}

/** Pairs that weigh enough to be kept. */
async function weigh(
  trx: Knex.Transaction,
  pairs: readonly (readonly [number, number])[],
  kept: KeptModel,
  rules: Rules,
  frequencies: ReadFrequencies | null,
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
  const weighers = await weighersOver(trx, records, kept, rules, frequencies);
  return pairs.flatMap(([low, high]): WeighedPair[] => {
    const [a, b] = [places.get(low), places.get(high)];
    const record = a === undefined ? undefined : records[a];
    if (a === undefined || b === undefined || !record) return [];
    const { cluster } = rulesFor(rules, record.kind);
    const weight = weighers(isOrganization(record) ? 'ORGANIZATION' : 'PERSON')?.(a, b) ?? -Infinity;
    if (weight < Math.min(cluster.review, cluster.pair)) return [];
    return [{ low, high, weight, isLink: weight >= cluster.pair }];
  });
}
