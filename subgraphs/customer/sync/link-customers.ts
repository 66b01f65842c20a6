import type { Knex } from 'knex';
import type { SyncReport } from '../../../kit/subgraph/sync.ts';
import type { SurvivorshipRules } from '../golden/rules.ts';
import { writeHistory, writeRedirectHistory } from '../history/write-history.ts';
import { accountKey, type IdentityAccount } from '../identity/account.ts';
import { assignIds, type Assignment, type Previous } from '../identity/assign/assign.ts';
import type { AffectedAccount } from '../matching/affected.ts';
import { clusterScope, readEdges, readNumbers, type KeptEdge } from '../matching/cluster-scope.ts';
import { byAccount } from '../matching/groups.ts';
import { readModel, type KeptModel } from '../matching/kept-model.ts';
import { matchAll, type MatchAll } from '../matching/match-all.ts';
import { profileOf } from '../profile/profile.ts';
import { touchedCustomers, writeReviews } from '../reviews/write-reviews.ts';
import type { Tie } from '../explanation/tree.ts';
import { readConstraints } from '../stewardship/read-constraints.ts';
import type { AccountName, AccountScope } from '../store/account-scope.ts';
import { readIdentityState, takenIds, type IdentityState } from '../store/read-identity.ts';
import {
  endCustomers,
  renewStatistics,
  writeCrosswalk,
  writeCustomers,
  writeMerges,
  writeRedirected,
  writeRevived,
  type CrosswalkWrite,
  type CustomerWrite,
} from '../store/write-customers.ts';
import type { HubRules } from '../rules.ts';
import { contentHash } from './content-hash.ts';

/** Raise it when profiles change shape: every customer is then written anew by the next sync. */
const PROFILE_VERSION = 5;

export type Linked = Pick<NonNullable<SyncReport['linked']>, 'matched' | 'created' | 'merged' | 'ended'>;

/** Of all that a profile is made by, beside its accounts. */
export const profileFingerprint = (rules: SurvivorshipRules): string => contentHash(PROFILE_VERSION, rules);

/** Customers whose profile must be written: those whose accounts are others, or changed. */
function profilesToWrite(assignment: Assignment, state: IdentityState, rules: SurvivorshipRules): CustomerWrite[] {
  const rulesHash = profileFingerprint(rules);
  const writes: CustomerWrite[] = [];
  for (const { customerId, accounts } of assignment.clusters) {
    // A profile is made of its accounts and the rules alone: when none of them changed, neither did the profile.
    const hash = contentHash(PROFILE_VERSION, [
      rulesHash,
      ...accounts.map((account) => `${accountKey(account)}\u0000${state.accountHashes.get(accountKey(account)) ?? ''}`),
    ]);
    if (state.profileHashes.get(customerId) !== hash)
      writes.push({ customerId, profile: profileOf(accounts, rules), contentHash: hash });
  }
  return writes;
}

/** Accounts that have another customer than before, with the id that they take back when they part from it again. */
function movesToWrite(assignment: Assignment, previous: Previous): CrosswalkWrite[] {
  const redirectOf = (id: string): string | undefined =>
    assignment.merged.get(id) ?? assignment.redirected.get(id) ?? previous.redirects.get(id);
  const homeOf = (key: string, customerId: string): string | null => {
    const home = previous.homeOf?.get(key) ?? previous.customerOf.get(key);
    if (home === undefined || home === customerId || assignment.revived.includes(home)) return null;
    const target = redirectOf(home);
    return target === customerId || (target !== undefined && assignment.merged.get(target) === customerId)
      ? home
      : null;
  };
  const moves: CrosswalkWrite[] = [];
  const move = (system: string, accountId: string, customerId: string): void => {
    const key = accountKey({ system, accountId });
    if (previous.customerOf.get(key) !== customerId)
      moves.push({ system, accountId, customerId, homeId: homeOf(key, customerId) });
  };
  for (const { customerId, accounts } of assignment.clusters)
    for (const { system, accountId } of accounts) move(system, accountId, customerId);
  for (const [key, customerId] of assignment.followed) {
    const [system = '', accountId = ''] = key.split('\u0000');
    move(system, accountId, customerId);
  }
  return moves;
}

/** Gives the clusters their ids; whether new ones are free among all customers is asked only where there are new ones. */
async function assign(
  trx: Knex.Transaction,
  clusters: readonly (readonly IdentityAccount[])[],
  previous: Previous,
  scope: AccountScope,
): Promise<Assignment> {
  const assignment = assignIds(clusters, previous);
  if (scope === null || assignment.created.length === 0) return assignment;
  return assignIds(clusters, { ...previous, taken: await takenIds(trx, scope) });
}

/** Ids that redirect, do so no more, or redirect to another than before. */
const redirectsOf = ({ merged, revived, redirected }: Assignment): string[] => [
  ...merged.keys(),
  ...merged.values(),
  ...revived,
  ...redirected.keys(),
];

/** Edges between accounts of a scope, by their places among those of it that live; both in the order of `byAccount`. */
function amongLiving(
  edges: readonly KeptEdge[],
  scope: readonly AccountName[],
  living: readonly IdentityAccount[],
): KeptEdge[] {
  const places = new Map(living.map((account, at) => [accountKey(account), at]));
  const placeOf = (at: number): number | undefined => places.get(scope[at] ? accountKey(scope[at]) : '');
  return edges.flatMap((edge) => {
    const [a, b] = [placeOf(edge.a), placeOf(edge.b)];
    return a === undefined || b === undefined ? [] : [{ ...edge, a, b }];
  });
}

export interface LinkOptions {
  readonly now: string;
  readonly rules: HubRules;
  /** What matching keeps, when it was read before; null has all accounts matched anew. */
  readonly kept?: KeptModel | null;
  /** Accounts that hold whole components (matching/affected.ts); null for all. */
  readonly scope?: readonly AffectedAccount[] | null;
  /** Further accounts whose pairs with each other are others than before, as matching numbers them. */
  readonly touched?: readonly number[];
  /** False when it is known that no account came, went or came back: the history of one that stays is not looked at. */
  readonly cameOrWent?: boolean;
  /** The ids that taking a decision back gives back, by account key. */
  readonly restore?: ReadonlyMap<string, string>;
  readonly onProgress?: MatchAll['onProgress'];
}

/** What is known of a scope, or of all, before it is said anew; in one go. */
async function readBefore(
  trx: Knex.Transaction,
  scope: readonly AffectedAccount[] | null,
  { restore, touched = [] }: LinkOptions,
) {
  const [state, constraints, edges, others] = await Promise.all([
    readIdentityState(trx, scope, restore),
    readConstraints(trx, scope),
    scope &&
      readEdges(
        trx,
        scope.map(({ no }) => no),
      ),
    touchedCustomers(trx, touched),
  ]);
  const accounts = [...state.accounts].sort(byAccount);
  return { state, constraints, accounts, others, edges: scope && edges && amongLiving(edges, scope, accounts) };
}

const allEdges = async (trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<KeptEdge[]> =>
  readEdges(trx, await readNumbers(trx, accounts));

/** The ties inside of each customer; null where a decision may be one of them. `edges` by their places in `accounts`. */
function tiesOf(
  { clusters }: Assignment,
  accounts: readonly IdentityAccount[],
  edges: readonly KeptEdge[] | null,
): Map<string, Tie[] | null> {
  const found = new Map<string, Tie[] | null>(clusters.map(({ customerId }) => [customerId, edges && []]));
  const customerOf = new Map(clusters.flatMap(({ customerId, accounts: own }) => own.map((one) => [one, customerId])));
  for (const { a, b, weight } of edges ?? []) {
    const [one, other] = [accounts[a], accounts[b]];
    const customer = one && customerOf.get(one);
    if (one && other && customer !== undefined && customer === customerOf.get(other))
      found.get(customer)?.push({ a: one, b: other, weight, decisionId: null });
  }
  return found;
}

/** So many accounts make no more rows than one statement writes. */
const few = 500;

/**
 * Says anew who is one customer, over all living accounts or those of a scope, and writes what differs, with its history.
 * Goes by the edges that matching keeps; where it keeps none that hold, all accounts are matched. In the caller's
 * transaction.
 */
export async function linkCustomers(trx: Knex.Transaction, options: LinkOptions): Promise<Linked> {
  const { now, rules, onProgress } = options;
  const kept = options.kept === undefined ? await readModel(trx, rules.identity) : options.kept;
  const scope = kept === null ? null : (options.scope?.toSorted(byAccount) ?? null);
  if (scope === null) onProgress?.('reading accounts', 0, 1);
  const { state, constraints, accounts, edges, others } = await readBefore(trx, scope, options);
  const clusters = kept
    ? await clusterScope(trx, accounts, edges ?? (await allEdges(trx, accounts)), kept, rules.identity, constraints)
    : await matchAll(trx, { accounts, rules: rules.identity, constraints, now, ...(onProgress && { onProgress }) });
  const assignment = await assign(trx, clusters, state.previous, scope);
  const moves = movesToWrite(assignment, state.previous);
  const redirects = redirectsOf(assignment);
  const isOtherBelonging = options.cameOrWent !== false || moves.length > 0 || redirects.length > 0;
  const isDecided = constraints.together.length > 0 || constraints.apart.length > 0;
  const about = scope && {
    scope,
    customers: tiesOf(assignment, accounts, isDecided ? null : edges),
    numbers: scope.flatMap(({ no }) => no ?? []),
    touched: others,
  };
  let ended = 0;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => writeCustomers(trx, profilesToWrite(assignment, state, rules.survivorship), now),
    () => writeCrosswalk(trx, moves),
    () => writeRevived(trx, assignment.revived),
    () => writeRedirected(trx, assignment.redirected),
    () => writeMerges(trx, assignment.merged, now),
    async () => (ended = await endCustomers(trx, assignment.ended, now)),
    async () => scope === null && (await renewStatistics(trx)),
    async () => isOtherBelonging && (await writeHistory(trx, now, scope)),
    async () => (scope === null || redirects.length > 0) && (await writeRedirectHistory(trx, now, scope && redirects)),
    () => writeReviews(trx, rules.identity, about),
  ];
  await inOrder(
    scope !== null && scope.length <= few,
    steps,
    scope === null ? (done) => onProgress?.('writing customers', done, steps.length) : undefined,
  );
  return { matched: accounts.length, created: assignment.created.length, merged: assignment.merged.size, ended };
}

/** Executed one after the other; sent `together` where no step takes an answer before it has started all its statements. */
async function inOrder(
  together: boolean,
  steps: readonly (() => Promise<unknown>)[],
  onStep: (done: number) => void = () => undefined,
): Promise<void> {
  if (together) await Promise.all(steps.map((step) => step()));
  else
    for (const [done, step] of steps.entries()) {
      onStep(done);
      await step();
    }
}
