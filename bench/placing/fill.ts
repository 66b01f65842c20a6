import type { Knex } from 'knex';
import { writeAccounts, type AccountWrite } from '../../subgraphs/customer/store/write-accounts.ts';
import { accountsOf } from '../identity/population.ts';
import { World } from '../identity/world.ts';
import { accountWrite } from './account-write.ts';

/** An account of the hub, and which made customer it is of. */
export interface Known {
  readonly system: string;
  readonly id: string;
  readonly seed: number;
  readonly entity: number;
}

const batchSize = 2_000;

/** Writes so many made accounts, as the sync of their systems would. */
export async function fill(store: Knex, size: number, seed: number): Promise<Known[]> {
  const world = new World(seed);
  const now = new Date().toISOString();
  const known: Known[] = [];
  const waiting = new Map<string, AccountWrite[]>();
  await store.transaction(async (trx) => {
    for (let entity = 0; known.length < size; entity += 1)
      for (const account of accountsOf(world, seed, entity).slice(0, size - known.length)) {
        const { system } = account;
        const id = String(known.length).padStart(9, '0');
        known.push({ system, id, seed, entity });
        const batch = waiting.get(system) ?? [];
        waiting.set(system, batch);
        batch.push(accountWrite(id, account, 'first'));
        if (batch.length < batchSize) continue;
        waiting.delete(system);
        await writeAccounts(trx, system, batch, now);
      }
    for (const [system, batch] of waiting) await writeAccounts(trx, system, batch, now);
  });
  return known;
}
