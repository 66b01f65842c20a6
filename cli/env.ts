import { variables as common } from '../kit/env/env.ts';
import { readEnv } from '../kit/env/read-env.ts';
import type { Env, RawEnv } from '../kit/env/read-env.ts';
import { optional, postgresUrl, text, whole } from '../kit/env/variable.ts';

export const title = 'hub';

export const variables = {
  dataDir: text('HUB_DATA_DIR', 'Folder for the embedded PostgreSQL and what the hub remembers', { fallback: '.hub' }),
  databaseUrl: optional(
    postgresUrl('HUB_DATABASE_URL', "The hub's own PostgreSQL; absent means the embedded one under HUB_DATA_DIR"),
  ),
  demoCustomers: optional(
    whole(
      'DEMO_CUSTOMERS',
      { least: 50, most: 100_000, fallback: 5000 },
      'How many customers the demo company has; absent means 5000, or as many as there are',
    ),
  ),
  demoDatabaseUrl: optional(
    postgresUrl('DEMO_DATABASE_URL', 'Superuser of a PostgreSQL for the demo company; absent means the embedded one'),
  ),
};

/** What the command line itself reads, and what every process reads. */
export type HubEnv = Env<typeof variables> & Env<typeof common>;

/** Throws EnvFaults with every fault. */
export function hubEnv(env: RawEnv): HubEnv {
  return readEnv({ ...variables, ...common }, env);
}
