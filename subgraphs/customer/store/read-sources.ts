import type { RequestContext } from '../../../kit/context.ts';
import { instantText } from './instant-text.ts';
import type { HubReader } from './reader.ts';

export interface SystemReading {
  /** Living accounts. */
  readonly accountCount: number;
  /** When the last complete reading began, ISO 8601 UTC; null when there was none. */
  readonly asOf: string | null;
}

/** What the hub knows of each system; systems that it never read are missing. One statement. */
export async function readingsBySystem(
  reader: HubReader,
  context: RequestContext,
): Promise<Map<string, SystemReading>> {
  const rows = await reader.rows(
    {
      sql: `select coalesce(a.system, r.system) as system, coalesce(a.n, 0) as n, ${instantText('r.at')} as as_of
        from (select system, count(*) as n from account where deleted_at is null group by system) a
        full join (select system, max(started_at) as at from sync_run where feed = 'customers' and status = 'OK' group by system) r
          on r.system = a.system`,
      bindings: [],
    },
    context,
  );
  return new Map(
    rows.map((row) => [row['system'] ?? '', { accountCount: Number(row['n']), asOf: row['as_of'] ?? null }]),
  );
}
