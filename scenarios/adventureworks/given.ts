import { inject } from 'vitest';
import { loadAdventureWorks } from './load.ts';

export interface AdventureWorks {
  /** An account that may only SELECT what the mappings read: what the hub uses. */
  readonly readerUrl: string;
  /** All rights, same database: what the oracle uses. */
  readonly adminUrl: string;
}

/** AdventureWorks on the PostgreSQL of the tests, loaded once per run; null, with the reason printed, when it can't be. */
export async function givenAdventureWorks(): Promise<AdventureWorks | null> {
  const server = inject('postgresUrl');
  const readerUrl = await loadAdventureWorks(server, {
    say: (line) => void process.stderr.write(`\n*** ${line}\n`),
  });
  if (readerUrl === null) return null;
  const admin = new URL(server);
  admin.pathname = '/adventureworks';
  return { readerUrl, adminUrl: admin.href };
}
