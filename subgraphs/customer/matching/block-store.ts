import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { BlockList } from './block-list.ts';

/** A block that changed: how many accounts it had before and has now, which ones, and how many it may have. */
export interface ChangedBlock {
  readonly key: bigint;
  readonly most: number;
  /** How many accounts; of one that is too full before and after, no more than shows it. */
  readonly before: number;
  readonly after: number;
  /** None of one that is too full before and after. */
  readonly members: readonly number[];
}

/** An account's place in blocks before and after a change; none before it came, none after it went. */
export interface BlockMove {
  readonly accountNo: number;
  readonly before: BlockList;
  readonly after: BlockList;
}

/** Moves accounts from block to block, and says what became of every block that any of them is or was in. */
export async function moveBlocks(trx: Knex.Transaction, moves: readonly BlockMove[]): Promise<ChangedBlock[]> {
  const left = pairsOf(moves, ({ before, after }) => [...before.keys()].filter((key) => !after.has(key)));
  const joined = pairsOf(moves, ({ before, after }) => [...after.keys()].filter((key) => !before.has(key)));
  const [gained, lost] = [membersOf(joined), membersOf(left)];
  const blocks = new Map(moves.flatMap(({ before, after }) => [...before, ...after]));
  if (blocks.size === 0) return [];
  const wanted = [...blocks].map(([key, most]) => {
    const name = key.toString();
    const [out, into] = [lost.get(name) ?? [], gained.get(name) ?? []];
    // of a block that is too full before and after, no more is counted than shows it, and nobody is named
    return {
      key,
      name,
      most,
      out,
      into,
      counted: most + 1 + out.length,
      named: most + Math.max(0, out.length - into.length),
    };
  });
  // reads the blocks as they were before the statement
  const { rows } = await prepared<{ at: number; before: number; members: string | null }>(
    trx,
    `with gone as (
       delete from match_block b using unnest(?::bigint[], ?::integer[]) as m (key, no)
       where b.block_key = m.key and b.account_no = m.no
     ), come as (
       insert into match_block select * from unnest(?::bigint[], ?::integer[])
     )
     select w.at::integer - 1 as at, m.before, case when m.before <= w.named then m.members end as members
     from unnest(?::bigint[], ?::integer[], ?::integer[]) with ordinality as w (key, counted, named, at), lateral (
       select count(*)::integer as before, string_agg(account_no::text, ' ') as members
       from (select account_no from match_block b where b.block_key = w.key limit w.counted) b) m`,
    [
      left.keys,
      left.numbers,
      joined.keys,
      joined.numbers,
      wanted.map(({ name }) => name),
      wanted.map(({ counted }) => counted),
      wanted.map(({ named }) => named),
    ],
  );
  return rows.flatMap(({ at, before, members }): ChangedBlock[] => {
    const block = wanted[at];
    if (!block) return [];
    const { key, most, out, into } = block;
    const after = before - out.length + into.length;
    if (before > block.named) return [{ key, most, before, after, members: [] }];
    // text is read in half the time that an array takes
    const known = members === null ? [] : members.split(' ').map(Number);
    return [{ key, most, before, after, members: [...known.filter((number) => !out.includes(number)), ...into] }];
  });
}

function pairsOf(
  moves: readonly BlockMove[],
  keysOf: (move: BlockMove) => readonly bigint[],
): { keys: string[]; numbers: number[] } {
  const pairs = moves.flatMap((move) => keysOf(move).map((key) => [key.toString(), move.accountNo] as const));
  return { keys: pairs.map(([key]) => key), numbers: pairs.map(([, number]) => number) };
}

/** The accounts by key. */
function membersOf({ keys, numbers }: { keys: readonly string[]; numbers: readonly number[] }): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) members.set(key, [...(members.get(key) ?? []), numbers[at] ?? 0]);
  return members;
}
