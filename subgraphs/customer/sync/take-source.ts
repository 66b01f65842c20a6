import type { Knex } from 'knex';
import type { RequestContext } from '../../../kit/context.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type { Source } from '../../../kit/sources/source.ts';
import { readSuppressed } from '../erasure/suppressed.ts';
import { NORMALISER_VERSION, normaliseAccount, type CustomerRow } from '../identity/normalise/account.ts';
import { customers } from '../relations.ts';
import { isKeepable } from '../store/reader.ts';
import {
  addSeen,
  countLiving,
  knownAccounts,
  openSeen,
  removeUnseen,
  writeAccounts,
  type AccountWrite,
} from '../store/write-accounts.ts';
import { contentHash } from './content-hash.ts';

/** Rows per batch from the source and per statement to the store. */
const batchSize = 1_000;

export interface Taken {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
  /** Latest `updated_at`, ISO 8601 UTC. */
  watermark: string | null;
}

/** Of an account_id, in UTF-8: several of them stand in one row of an index. */
const longestId = 1_000;

const isId = (id: string): boolean => Buffer.byteLength(id) <= longestId && isKeepable(id);

const invalid = (source: Source, found: string): HubError =>
  new HubError('LEGACY_DATA_INVALID', `customers of ${source.system}: ${found}; nothing of it was taken over`, {
    system: source.system,
    relation: customers.name,
  });

async function takeBatch(
  trx: Knex.Transaction,
  source: Source,
  rows: readonly CustomerRow[],
  now: string,
  taken: Taken,
) {
  const ids = rows.map((row) => row.account_id);
  if (!ids.every(isId))
    throw invalid(
      source,
      `expected an account_id of at most ${String(longestId)} bytes without a NUL character, found another`,
    );
  const { seen } = await addSeen(trx, ids);
  if (seen !== ids.length)
    throw invalid(source, 'expected one row per account_id, found an account_id in several rows');
  const known = await knownAccounts(trx, source.system, ids);
  const writes: AccountWrite[] = [];
  for (const row of rows) {
    const hash = contentHash(NORMALISER_VERSION, row);
    const old = known.get(row.account_id);
    const isDeleted = row.is_deleted === true;
    if (row.updated_at !== null && row.updated_at > (taken.watermark ?? '')) taken.watermark = row.updated_at;
    const same = old?.contentHash === hash && old.isGone === isDeleted;
    if (!same) writes.push({ row, account: normaliseAccount(row), contentHash: hash });
    // A deleted account that stays deleted changes nothing for anybody.
    if (same || (isDeleted && old?.isGone !== false)) taken.unchanged += 1;
    else if (isDeleted) taken.removed += 1;
    else if (old === undefined) taken.added += 1;
    else taken.changed += 1;
  }
  await writeAccounts(trx, source.system, writes, now);
}

/**
 * Reads the whole customers feed of one source into the store, in the caller's transaction. Throws what the source
 * throws, and LEGACY_DATA_INVALID when the feed can't be right; the caller then rolls back.
 */
export async function takeSource(
  trx: Knex.Transaction,
  source: Source,
  context: RequestContext,
  onRows: (rows: number) => void,
): Promise<Taken> {
  const now = new Date(context.clock.now()).toISOString();
  const taken: Taken = { rows: 0, added: 0, changed: 0, unchanged: 0, removed: 0, watermark: null };
  const isSuppressed = await readSuppressed(trx, source.system);
  await openSeen(trx);
  for await (const rows of source.stream(customers, context, batchSize)) {
    // Erased accounts are as if the feed did not have them.
    const kept = isSuppressed === null ? rows : rows.filter((row) => !isSuppressed(row.account_id));
    if (kept.length > 0) await takeBatch(trx, source, kept, now, taken);
    taken.rows += rows.length;
    onRows(taken.rows);
    context.signal.throwIfAborted();
  }
  if (taken.rows === 0) {
    // An emptied table is far more often a fault (a restore under way, a wrong database) than the end of all customers.
    const living = await countLiving(trx, source.system);
    if (living > 0) throw invalid(source, `expected rows, found none although ${String(living)} accounts are known`);
  }
  taken.removed += await removeUnseen(trx, source.system, now);
  return taken;
}
