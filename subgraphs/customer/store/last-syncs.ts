import type { RequestContext } from '../../../kit/context.ts';
import type { HubReader } from './reader.ts';
import { syncedSystems } from './synced-systems.ts';

/** What the last reading of a system's customers came to; null where none was complete. */
export interface LastSync {
  readonly system: string;
  /** When the last complete one began, seconds since 1970. */
  readonly startedAt: number | null;
  readonly seconds: number | null;
  /** That the feed gave. */
  readonly accounts: number | null;
  /** Whether the last one of all failed. */
  readonly hasFailed: boolean;
}

/** Takes as long however many there were. */
export const runs = `select s.system, extract(epoch from r.started_at) as at, r.row_count as n,
    extract(epoch from r.finished_at - r.started_at) as seconds, coalesce(f.at > r.started_at, f.at is not null) as has_failed
  from (${syncedSystems}) s
  left join lateral (select started_at, finished_at, row_count from sync_run
    where feed = 'customers' and system = s.system and status = 'OK' order by started_at desc limit 1) r on true
  cross join lateral (select max(started_at) as at from sync_run
    where feed = 'customers' and system = s.system and status = 'FAILED') f`;

export async function lastSyncs(reader: HubReader, context: RequestContext): Promise<LastSync[]> {
  const rows = await reader.rows({ sql: runs, bindings: [] }, context);
  const number = (value: string | null | undefined): number | null => (value ? Number(value) : null);
  return rows.map((row) => ({
    system: row['system'] ?? '',
    startedAt: number(row['at']),
    seconds: number(row['seconds']),
    accounts: number(row['n']),
    hasFailed: row['has_failed'] === 't',
  }));
}
