import { accountKey, compareText, type IdentityAccount } from '../account.ts';
import { customerIdOf } from './customer-id.ts';

/** What the hub said before. */
export interface Previous {
  /** Customer of each account that the hub ever knew, by account key; also of accounts that are gone. */
  readonly customerOf: ReadonlyMap<string, string>;
  /** When each living customer was first known (ISO 8601), by id. */
  readonly createdAt: ReadonlyMap<string, string>;
  /** Ids that redirect to a living customer: they are never given to anybody else. */
  readonly redirects: ReadonlyMap<string, string>;
  /**
   * Of accounts that came to their customer through a merge: the id, now a redirect to that customer, that they had
   * before. When the customer falls apart again they take it back. By account key; the first such id when there were several.
   */
  readonly homeOf?: ReadonlyMap<string, string>;
  /**
   * The ids that accounts had before a decision that is being taken back, by account key: they get them again, before any
   * other rule. Only ids of `createdAt` and `redirects` count.
   */
  readonly restore?: ReadonlyMap<string, string>;
  /** When the ids that redirect were first known (ISO 8601): by this they are older or younger when they come back. */
  readonly redirectedCreatedAt?: ReadonlyMap<string, string>;
  /** Further ids that exist: when accounts and ids given here are only a part of all. */
  readonly taken?: ReadonlySet<string>;
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
  /** Ids that redirected before and live again. */
  readonly revived: readonly string[];
  /** Ids that go on redirecting, but to another customer, because their accounts went there. */
  readonly redirected: ReadonlyMap<string, string>;
  /** Accounts that are in no cluster (gone from their system) and follow an id that lives again, by account key. */
  readonly followed: ReadonlyMap<string, string>;
  /** Ids that lived before and have no account any more. */
  readonly ended: readonly string[];
}

type Clusters = readonly (readonly IdentityAccount[])[];

/** Which cluster each id belongs to: the one with most of its accounts; of equals, the one with the first account. */
function bestClusters(clusters: Clusters, idOf: (key: string) => string | undefined): Map<string, number> {
  const best = new Map<string, { cluster: number; size: number }>();
  clusters.forEach((accounts, cluster) => {
    const sizes = new Map<string, number>();
    for (const account of accounts) {
      const id = idOf(accountKey(account));
      if (id !== undefined) sizes.set(id, (sizes.get(id) ?? 0) + 1);
    }
    for (const [id, size] of sizes) if (size > (best.get(id)?.size ?? 0)) best.set(id, { cluster, size });
  });
  return new Map([...best].map(([id, { cluster }]) => [id, cluster]));
}

/** Customers whose accounts are no longer all in one cluster. */
function fallenApart(clusters: Clusters, previous: Previous): Set<string> {
  const seenIn = new Map<string, number>();
  const apart = new Set<string>();
  clusters.forEach((accounts, cluster) => {
    for (const account of accounts) {
      const id = previous.customerOf.get(accountKey(account));
      if (id === undefined) continue;
      if ((seenIn.get(id) ?? cluster) !== cluster) apart.add(id);
      seenIn.set(id, cluster);
    }
  });
  return apart;
}

/**
 * Ids that taking a decision back gives back: those whose accounts stand in one cluster again, as they did before. A customer
 * that does not change keeps its id.
 */
function restorable(clusters: Clusters, previous: Previous, apart: ReadonlySet<string>): Map<string, number> {
  const found = new Map<string, number>();
  if (previous.restore === undefined || previous.restore.size === 0) return found;
  const scattered = new Set<string>();
  const unchanged = new Set<string>();
  clusters.forEach((accounts, cluster) => {
    const current = new Set(accounts.map((account) => previous.customerOf.get(accountKey(account))));
    const [id] = current;
    if (current.size === 1 && id !== undefined && !apart.has(id)) unchanged.add(id);
    for (const account of accounts) {
      const old = previous.restore?.get(accountKey(account));
      if (old === undefined) continue;
      if ((found.get(old) ?? cluster) !== cluster) scattered.add(old);
      found.set(old, cluster);
    }
  });
  for (const [id, cluster] of found) {
    const [account] = clusters[cluster] ?? [];
    const now = account && previous.customerOf.get(accountKey(account));
    const isKnown = previous.redirects.has(id) || previous.createdAt.has(id);
    if (!isKnown || scattered.has(id) || unchanged.has(id) || (now !== undefined && unchanged.has(now)))
      found.delete(id);
  }
  return found;
}

interface Claims {
  /** Ids that living customers have. */
  readonly living: Map<string, number>;
  /** Ids that redirect. */
  readonly former: Map<string, number>;
  /** Ids of either kind that a decision which is taken back had taken away. */
  readonly restored: Map<string, number>;
}

/**
 * Which ids each cluster has a claim to. An id stays with most of its accounts; where a merged customer falls apart each
 * of the ids that were merged into it goes back to its own accounts.
 */
function claims(clusters: Clusters, previous: Previous): Claims {
  const current = (key: string): string | undefined => previous.customerOf.get(key);
  const living = bestClusters(clusters, current);
  const former = new Map<string, number>();
  const apart = fallenApart(clusters, previous);
  if (apart.size > 0 && previous.homeOf !== undefined) {
    const home = (key: string): string | undefined => {
      const id = current(key);
      const old = previous.homeOf?.get(key);
      // An id that lives again with others, or redirects elsewhere, is no home any more.
      return id !== undefined && old !== undefined && apart.has(id) && previous.redirects.get(old) === id ? old : id;
    };
    for (const [id, cluster] of bestClusters(clusters, home))
      (previous.redirects.has(id) ? former : living).set(id, cluster);
  }
  const restored = restorable(clusters, previous, apart);
  for (const id of restored.keys()) {
    living.delete(id);
    former.delete(id);
  }
  return { living, former, restored };
}

/**
 * Gives every cluster its customer id. An id stays with its accounts; when clusters merge the oldest id lives and the
 * others redirect; when a customer splits the largest part keeps the id, except that what was merged before takes its own
 * id back; a new customer gets the id of its first account. `clusters` must be sorted (as `linkAccounts` gives them). Pure
 * and deterministic.
 */
export function assignIds(clusters: Clusters, previous: Previous): Assignment {
  const { living, former, restored } = claims(clusters, previous);
  const age = (id: string): string =>
    `${previous.createdAt.get(id) ?? previous.redirectedCreatedAt?.get(id) ?? '9999'}\u0000${id}`;
  const byCluster = (ids: ReadonlyMap<string, number>): Map<number, string[]> => {
    const found = new Map<number, string[]>();
    for (const [id, cluster] of ids) found.set(cluster, [...(found.get(cluster) ?? []), id]);
    for (const some of found.values()) some.sort((a, b) => compareText(age(a), age(b)));
    return found;
  };
  const kept = byCluster(living);
  const back = byCluster(former);
  const again = byCluster(restored);
  const taken = new Set([
    ...previous.createdAt.keys(),
    ...previous.redirects.keys(),
    ...previous.customerOf.values(),
    ...(previous.taken ?? []),
  ]);
  const merged = new Map<string, string>();
  const redirected = new Map<string, string>();
  const created: string[] = [];
  const revived: string[] = [];
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
  const result = clusters.map((accounts, at): Cluster => {
    // In the order in which they may live; all others lead to the one that does.
    const candidates = [...(again.get(at) ?? []), ...(kept.get(at) ?? []), ...(back.get(at) ?? [])];
    const customerId = candidates[0] ?? fresh(accounts);
    for (const id of candidates) {
      const isRedirect = previous.redirects.has(id);
      if (id === customerId) {
        if (isRedirect) revived.push(id);
      } else if (!isRedirect) merged.set(id, customerId);
      else if (previous.redirects.get(id) !== customerId) redirected.set(id, customerId);
    }
    return { customerId, accounts };
  });
  const alive = new Set(result.map((cluster) => cluster.customerId));
  const ended = [...previous.createdAt.keys()].filter((id) => !alive.has(id) && !merged.has(id)).sort(compareText);
  const followed = followersOf(new Set(revived), clusters, previous);
  return { clusters: result, merged, created, revived, redirected, followed, ended };
}

/** Accounts that are gone from their system and were of an id that lives again. */
function followersOf(revived: ReadonlySet<string>, clusters: Clusters, previous: Previous): Map<string, string> {
  if (revived.size === 0) return new Map();
  const present = new Set(clusters.flat().map(accountKey));
  return new Map([...(previous.homeOf ?? [])].filter(([key, id]) => revived.has(id) && !present.has(key)).sort(byKey));
}

const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number => compareText(a, b);
