import type { Knex } from 'knex';
import { writeAccounts, type AccountWrite } from '../../subgraphs/customer/store/write-accounts.ts';
import { accountsOf } from '../identity/population.ts';
import { World } from '../identity/world.ts';
import { accountWrite } from './account-write.ts';

const batchSize = 2_000;

/** Names an account by its customer and its place among the accounts of that customer. */
export const accountId = (entity: number, at: number): string => `${String(entity).padStart(8, '0')}-${String(at)}`;

/** Writes so many made accounts, as the sync of their systems would; returns how many customers they are of. */
export async function fill(store: Knex, size: number, seed: number): Promise<number> {
  const world = new World(seed);
  const now = new Date().toISOString();
  const waiting = new Map<string, AccountWrite[]>();
  return store.transaction(async (trx) => {
    let entity = 0;
    for (let known = 0; known < size; entity += 1)
      for (const [at, account] of accountsOf(world, seed, entity).entries()) {
        if (known === size) break;
        known += 1;
        const { system } = account;
        const batch = waiting.get(system) ?? [];
        waiting.set(system, batch);
        batch.push(accountWrite(accountId(entity, at), account, 'first'));
        if (batch.length < batchSize) continue;
        waiting.delete(system);
        await writeAccounts(trx, system, batch, now);
      }
    for (const [system, batch] of waiting) await writeAccounts(trx, system, batch, now);
    return entity;
  });
}
