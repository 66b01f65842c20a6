import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { BlockList } from './block-list.ts';

/** A block that changed: how many accounts it had before, its accounts now, and how many it may have. */
export interface ChangedBlock {
  readonly key: bigint;
  readonly most: number;
  /** Exact where it matters: one that is much too full may hold more than is said. */
  readonly before: number;
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
    // of a block that is too full before and after, no more is read than shows it
    return { key, name, most, read: most + 1 + (lost.get(name)?.length ?? 0) };
  });
  // reads the blocks as they were before the statement
  const { rows } = await prepared<{ at: string; members: number[] }>(
    trx,
    `with gone as (
       delete from match_block b using unnest(?::bigint[], ?::integer[]) as m (key, no)
       where b.block_key = m.key and b.account_no = m.no
     ), come as (
       insert into match_block select * from unnest(?::bigint[], ?::integer[])
     )
     select w.at, array(select account_no from match_block b where b.block_key = w.key limit w.read) as members
     from unnest(?::bigint[], ?::integer[]) with ordinality as w (key, read, at)`,
    [
      left.keys,
      left.numbers,
      joined.keys,
      joined.numbers,
      wanted.map(({ name }) => name),
      wanted.map(({ read }) => read),
    ],
  );
  return rows.flatMap(({ at, members }): ChangedBlock[] => {
    const block = wanted[Number(at) - 1];
    if (!block) return [];
    const out = new Set(lost.get(block.name));
    const stayed = members.filter((number) => !out.has(number));
    return [
      {
        key: block.key,
        most: block.most,
        before: members.length,
        members: [...stayed, ...(gained.get(block.name) ?? [])],
      },
    ];
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
