import type { Knex } from 'knex';
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
  if (left.keys.length > 0)
    await trx.raw(
      `delete from match_block b using unnest(?::bigint[], ?::integer[]) as m (key, no)
       where b.block_key = m.key and b.account_no = m.no`,
      [left.keys, left.numbers],
    );
  if (joined.keys.length > 0)
    await trx.raw('insert into match_block select * from unnest(?::bigint[], ?::integer[])', [
      joined.keys,
      joined.numbers,
    ]);
  const limits = new Map(moves.flatMap(({ before, after }) => [...before, ...after]));
  const gained = countOf(joined.keys);
  const lost = countOf(left.keys);
  const wanted = [...limits].map(([key, most]) => {
    const name = key.toString();
    // of a block that was too full before and after, no more is read than shows it
    return { key, name, most, read: most + 1 + (gained.get(name) ?? 0) };
  });
  const { rows } = await trx.raw<{ rows: { at: string; members: number[] }[] }>(
    `select w.at, array(select account_no from match_block b where b.block_key = w.key limit w.read) as members
     from unnest(?::bigint[], ?::integer[]) with ordinality as w (key, read, at)`,
    [wanted.map(({ name }) => name), wanted.map(({ read }) => read)],
  );
  return rows.flatMap(({ at, members }): ChangedBlock[] => {
    const block = wanted[Number(at) - 1];
    if (!block) return [];
    const before = members.length - (gained.get(block.name) ?? 0) + (lost.get(block.name) ?? 0);
    return [{ key: block.key, most: block.most, before, members }];
  });
}

function pairsOf(
  moves: readonly BlockMove[],
  keysOf: (move: BlockMove) => readonly bigint[],
): { keys: string[]; numbers: number[] } {
  const pairs = moves.flatMap((move) => keysOf(move).map((key) => [key.toString(), move.accountNo] as const));
  return { keys: pairs.map(([key]) => key), numbers: pairs.map(([, number]) => number) };
}

function countOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
