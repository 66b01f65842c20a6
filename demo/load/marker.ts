import type { Client } from 'pg';
import { z } from 'zod';

/** Raise it when the same seed gives other rows, so that old databases are made anew. */
export const generatorVersion = 2;

const shape = z.object({
  demo: z.literal('customer-hub'),
  version: z.number(),
  seed: z.number(),
  customers: z.number(),
});

/** Written as the comment of each database, where no legacy table is touched and no connection to it is needed. */
export type Marker = z.infer<typeof shape>;

export const marker = (seed: number, customers: number): Marker => ({
  demo: 'customer-hub',
  version: generatorVersion,
  seed,
  customers,
});

export type Found = 'absent' | 'foreign' | Marker;

/** What a server has under the name of a demo database: nothing, somebody else's database, or one of ours. */
export async function findDatabase(admin: Client, database: string): Promise<Found> {
  const { rows } = await admin.query<{ comment: string | null }>(
    `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
    [database],
  );
  if (rows[0] === undefined) return 'absent';
  try {
    const read = shape.safeParse(JSON.parse(rows[0].comment ?? ''));
    return read.success ? read.data : 'foreign';
  } catch {
    return 'foreign';
  }
}
