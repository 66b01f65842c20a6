import type { RequestContext } from '../../../kit/context.ts';
import type { HubReader } from './reader.ts';

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

export async function lastSyncs(reader: HubReader, context: RequestContext): Promise<LastSync[]> {
  const rows = await reader.rows(
    {
      sql: `select system, l.status, extract(epoch from r.started_at) as at, r.row_count as n,
          extract(epoch from r.finished_at - r.started_at) as seconds
        from (select distinct on (system) system, status from sync_run where feed = 'customers'
              order by system, started_at desc) l
        left join (select distinct on (system) system, started_at, finished_at, row_count from sync_run
              where feed = 'customers' and status = 'OK' order by system, started_at desc) r using (system)`,
      bindings: [],
    },
    context,
  );
  const number = (value: string | null | undefined): number | null => (value ? Number(value) : null);
  return rows.map((row) => ({
    system: row['system'] ?? '',
    startedAt: number(row['at']),
    seconds: number(row['seconds']),
    accounts: number(row['n']),
    hasFailed: row['status'] === 'FAILED',
  }));
}
