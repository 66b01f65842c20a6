import type { Knex } from 'knex';
import { readKey } from './keyed-hash.ts';

/** Tells accounts of one system that were erased, by id; null when nothing was ever erased, which costs nothing. */
export async function readSuppressed(db: Knex, system: string): Promise<((accountId: string) => boolean) | null> {
  const key = await readKey(db);
  if (key === null) return null;
  const { rows } = await db.raw<{ rows: { hash: string }[] }>('select account_hash as hash from suppression');
  const hashes = new Set(rows.map((row) => row.hash));
  return (accountId) => hashes.has(key.account(system, accountId));
}
