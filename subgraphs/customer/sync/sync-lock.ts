import type { Knex } from 'knex';
import { HubError } from '../../../kit/errors/hub-error.ts';

/** Any number, the same in every hub: whoever holds it says who is one customer. */
const syncLock = 7_264_110_002;
/** A steward's decision holds the lock for milliseconds: a sync waits for that, not for another sync. */
const syncWaitMs = 1_000;

const lockNotAvailable = '55P03';

/** Whether the transaction now holds the lock, after at most `waitMs`; when not, the transaction can only be rolled back. */
export async function holdsSyncLock(trx: Knex.Transaction, waitMs: number): Promise<boolean> {
  try {
    await trx.raw(`select set_config('lock_timeout', ?, true)`, [`${String(waitMs)}ms`]);
    await trx.raw('select pg_advisory_xact_lock(?)', [syncLock]);
    await trx.raw(`select set_config('lock_timeout', '0', true)`);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) return false;
    throw error;
  }
}

/**
 * Runs `work` while nobody else can change who is one customer in this hub database. Throws SUBGRAPH_UNAVAILABLE when
 * another sync runs. The lock belongs to a session: when the process dies the database sets it free.
 */
export async function withSyncLock<T>(store: Knex, work: () => Promise<T>): Promise<T> {
  return store.transaction(async (trx) => {
    if (!(await holdsSyncLock(trx, syncWaitMs)))
      throw new HubError(
        'SUBGRAPH_UNAVAILABLE',
        'Another sync of this hub is running; wait until it has ended, then sync again.',
        { subgraph: 'customer' },
      );
    return work();
  });
}

/**
 * Has the server look each second whether the client of this transaction is still there: else a long statement would go on, and
 * hold the lock, for nobody. Where a server can't, it doesn't.
 */
export const endWithClient = (trx: Knex.Transaction): Promise<unknown> =>
  trx.raw(`do $$ begin
    perform set_config('client_connection_check_interval', '1s', true);
  exception when others then null; end $$`);
