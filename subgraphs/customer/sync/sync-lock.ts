import type { Knex } from 'knex';
import { HubError } from '../../../kit/errors/hub-error.ts';

/** Any number, the same in every hub: whoever holds it syncs. */
const syncLock = 7_264_110_002;

/**
 * Runs `work` while no other sync of this hub database can. Throws SUBGRAPH_UNAVAILABLE at once when another one runs. The
 * lock belongs to a session: when the process dies the database sets it free.
 */
export async function withSyncLock<T>(store: Knex, work: () => Promise<T>): Promise<T> {
  return store.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: { locked: boolean }[] }>('select pg_try_advisory_xact_lock(?) as locked', [
      syncLock,
    ]);
    if (rows[0]?.locked !== true)
      throw new HubError(
        'SUBGRAPH_UNAVAILABLE',
        'Another sync of this hub is running; wait until it has ended, then sync again.',
        {
          subgraph: 'customer',
        },
      );
    return work();
  });
}
