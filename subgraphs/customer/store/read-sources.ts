import type { RequestContext } from '../../../kit/context.ts';
import { instantText } from './instant-text.ts';
import type { HubReader } from './reader.ts';
import { syncedSystems } from './synced-systems.ts';

export interface SystemReading {
  /** Living accounts. */
  readonly accountCount: number;
  /** When the last complete reading began, ISO 8601 UTC; null when there was none. */
  readonly asOf: string | null;
}

const lastReadings = `select s.system, (select max(started_at) from sync_run r
    where r.system = s.system and r.feed = 'customers' and r.status = 'OK') as at
  from (${syncedSystems}) s`;

/** Both take as long however many syncs there were. */
export const readings = {
  /** Reads every account. */
  counted: `select coalesce(a.system, r.system) as system, coalesce(a.n, 0) as n, ${instantText('r.at')} as as_of
    from (select system, count(*) as n from account where deleted_at is null group by system) a
    full join (${lastReadings}) r on r.system = a.system`,
  uncounted: `select r.system, 0 as n, ${instantText('r.at')} as as_of from (${lastReadings}) r`,
};

/**
 * What the hub knows of each system; systems that it never tried to read are missing. One statement. Accounts are counted only
 * when asked for, else there are none: to count takes as long as there are accounts.
 */
export async function readingsBySystem(
  reader: HubReader,
  { counts }: { readonly counts: boolean },
  context: RequestContext,
): Promise<Map<string, SystemReading>> {
  const rows = await reader.rows({ sql: counts ? readings.counted : readings.uncounted, bindings: [] }, context);
  return new Map(
    rows.map((row) => [row['system'] ?? '', { accountCount: Number(row['n']), asOf: row['as_of'] ?? null }]),
  );
}
