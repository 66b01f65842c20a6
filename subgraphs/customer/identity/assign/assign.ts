import { accountKey, compareText, type IdentityAccount } from '../account.ts';
import { customerIdOf } from './customer-id.ts';

/** What the hub said before. */
export interface Previous {
  /** Customer of each account that the hub ever knew, by account key; also of accounts that are gone. */
  readonly customerOf: ReadonlyMap<string, string>;
  /** When each living customer was first known (ISO 8601), by id. */
  readonly createdAt: ReadonlyMap<string, string>;
  /** Ids that redirect to a living customer: they are never given again. */
  readonly redirects: ReadonlyMap<string, string>;
}

export const nothingBefore: Previous = { customerOf: new Map(), createdAt: new Map(), redirects: new Map() };

export interface Cluster {
  readonly customerId: string;
  readonly accounts: readonly IdentityAccount[];
}

export interface Assignment {
  readonly clusters: readonly Cluster[];
  /** Ids that lived before and now redirect, to the living id. */
  readonly merged: ReadonlyMap<string, string>;
  /** Ids that did not exist before. */
  readonly created: readonly string[];
  /** Ids that lived before and have no account any more. */
  readonly ended: readonly string[];
}

/** Which cluster keeps each old id: the one with most of its accounts; of equals, the one with the first account. */
function keepers(clusters: readonly (readonly IdentityAccount[])[], previous: Previous): Map<string, number> {
  const best = new Map<string, { cluster: number; size: number }>();
  clusters.forEach((accounts, cluster) => {
    const sizes = new Map<string, number>();
    for (const account of accounts) {
      const id = previous.customerOf.get(accountKey(account));
      if (id !== undefined) sizes.set(id, (sizes.get(id) ?? 0) + 1);
    }
    for (const [id, size] of sizes) if (size > (best.get(id)?.size ?? 0)) best.set(id, { cluster, size });
  });
  return new Map([...best].map(([id, { cluster }]) => [id, cluster]));
}

/**
 * Gives every cluster its customer id. An id stays with its accounts; when clusters merge the oldest id lives and the
 * others redirect; when a customer splits the largest part keeps the id; a new customer gets the id of its first account.
 * `clusters` must be sorted (as `linkAccounts` gives them). Pure and deterministic.
 */
export function assignIds(clusters: readonly (readonly IdentityAccount[])[], previous: Previous): Assignment {
  const kept = new Map<number, string[]>();
  for (const [id, cluster] of keepers(clusters, previous)) kept.set(cluster, [...(kept.get(cluster) ?? []), id]);
  const taken = new Set([...previous.createdAt.keys(), ...previous.redirects.keys(), ...previous.customerOf.values()]);
  const age = (id: string): string => `${previous.createdAt.get(id) ?? '9999'}\u0000${id}`;

  const merged = new Map<string, string>();
  const created: string[] = [];
  const fresh = (accounts: readonly IdentityAccount[]): string => {
    for (let attempt = 0; ; attempt += 1)
      for (const account of accounts) {
        const id = customerIdOf(account.system, account.accountId, attempt);
        if (taken.has(id)) continue;
        taken.add(id);
        created.push(id);
        return id;
      }
  };
  const result = clusters
    .filter((accounts) => accounts.length > 0)
    .map((accounts, at): Cluster => {
      const [oldest, ...others] = (kept.get(at) ?? []).sort((a, b) => compareText(age(a), age(b)));
      const customerId = oldest ?? fresh(accounts);
      for (const other of others) merged.set(other, customerId);
      return { customerId, accounts };
    });
  const living = new Set(result.map((cluster) => cluster.customerId));
  const ended = [...previous.createdAt.keys()].filter((id) => !living.has(id) && !merged.has(id)).sort(compareText);
  return { clusters: result, merged, created, ended };
}
