import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';

/** Two accounts by number, the smaller first, and log2 of the odds that they are one customer. */
export interface WeighedPair {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
  /** Weighs enough to bring clusters together. */
  readonly isLink: boolean;
}

export async function writeEdges(trx: Knex.Transaction, pairs: readonly WeighedPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await prepared(
    trx,
    `insert into match_edge (low_no, high_no, weight, is_link)
     select * from unnest(?::integer[], ?::integer[], ?::double precision[], ?::boolean[])
     on conflict (low_no, high_no) do nothing`,
    [
      pairs.map(({ low }) => low),
      pairs.map(({ high }) => high),
      pairs.map(({ weight }) => weight),
      pairs.map(({ isLink }) => isLink),
    ],
  );
}

/** Removes all edges of these accounts. Returns both ends of those that may bring clusters together. */
export async function removeEdges(trx: Knex.Transaction, numbers: readonly number[]): Promise<number[]> {
  const { rows } = await prepared<{ no: number }>(
    trx,
    `with gone as (
       delete from match_edge where low_no = any(?::integer[]) or high_no = any(?::integer[])
       returning low_no, high_no, is_link)
     select low_no as no from gone where is_link union select high_no from gone where is_link`,
    [[...numbers], [...numbers]],
  );
  return rows.map(({ no }) => no);
}

/** Accounts at either end of pairs that are gone: of those that may bring clusters together, and of the others. */
export interface ChangedEnds {
  readonly links: readonly number[];
  readonly others: readonly number[];
}

/** Of blocks that have become too full: removes the edges among their members that no block speaks for any more. */
export async function removeUnfoundedEdges(trx: Knex.Transaction, members: readonly number[]): Promise<ChangedEnds> {
  if (members.length === 0) return { links: [], others: [] };
  const { rows } = await prepared<{ no: number; isLink: boolean }>(
    trx,
    `with gone as (
       delete from match_edge e using match_account l, match_account h
       where e.low_no = any(?::integer[]) and e.high_no = any(?::integer[])
         and l.account_no = e.low_no and h.account_no = e.high_no
         and not exists (
           select from unnest(l.block_keys, l.block_limits) as k (key, most)
           where k.key = any(h.block_keys)
             and (select count(*) from (select from match_block b where b.block_key = k.key limit k.most + 1) c) <= k.most)
       returning e.low_no, e.high_no, e.is_link)
     select low_no as no, is_link as "isLink" from gone union select high_no, is_link from gone`,
    [[...members], [...members]],
  );
  return {
    links: rows.flatMap(({ no, isLink }) => (isLink ? [no] : [])),
    others: rows.flatMap(({ no, isLink }) => (isLink ? [] : [no])),
  };
}
