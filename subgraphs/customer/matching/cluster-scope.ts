import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';
import { EdgeList } from '../identity/cluster/edges.ts';
import type { Constraints } from '../identity/constraints.ts';
import { clusterRecords, type WeighedEdges } from '../identity/match.ts';
import { UnionFind } from '../identity/cluster/union-find.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { adoptFrequencies } from '../identity/score/learned.ts';
import { judgeOf, type Judge } from '../identity/score/judge.ts';
import { isOrganization, recordOf, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { readKnowledge } from './frequencies.ts';
import { groupsOf } from './groups.ts';
import type { KeptModel } from './kept-model.ts';
import { modelOfKind } from './weigh-pairs.ts';

/** A pair that matching keeps, of accounts by their places in a list, the first one first. */
export interface KeptEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly isLink: boolean;
}

/** The kept edges among these accounts. */
export async function readEdges(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<KeptEdge[]> {
  const { rows } = await prepared<KeptEdge>(
    trx,
    `with n as (
       select w.at::integer - 1 as at, m.account_no from unnest(?::text[], ?::text[]) with ordinality as w (system, account_id, at)
       join match_account m using (system, account_id))
     select least(l.at, h.at) as a, greatest(l.at, h.at) as b, e.weight, e.is_link as "isLink"
     from n l join match_edge e on e.low_no = l.account_no join n h on h.account_no = e.high_no`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  return rows;
}

/**
 * Clusters of living accounts that hold whole components (affected.ts), from the edges that are kept among them. `accounts` in
 * the order of `byAccount`: their clusters come in the same order.
 */
export async function clusterScope(
  trx: Knex.Transaction,
  accounts: readonly IdentityAccount[],
  rows: readonly KeptEdge[],
  kept: KeptModel,
  rules: Rules,
  constraints: Constraints,
): Promise<IdentityAccount[][]> {
  const records = accounts.map(recordOf);
  if (rows.length === 0) return groupsOf(accounts, clusterRecords(records, [], constraints));
  const judges = await judgesOf(trx, records, rows, kept, rules);
  const kinds: WeighedEdges[] = [];
  for (const kind of ['PERSON', 'ORGANIZATION'] as const) {
    const edges = new EdgeList();
    for (const { a, b, weight, isLink } of rows) {
      const record = records[a];
      if (isLink && record && isOrganization(record) === (kind === 'ORGANIZATION')) edges.push(a, b, weight);
    }
    const judge = edges.count > 0 ? judges(kind) : null;
    if (judge) kinds.push({ judge, cluster: rulesFor(rules, kind).cluster, edges });
  }
  return groupsOf(accounts, clusterRecords(records, kinds, constraints));
}

/** Null for a kind of which nothing was learned. */
type Judges = (kind: 'PERSON' | 'ORGANIZATION') => Judge | null;

/**
 * Weights from the kept edges alone, where these have all pairs of each component and none that a veto may have lowered;
 * else from the records, which also takes the frequencies of their values.
 */
async function judgesOf(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  edges: readonly KeptEdge[],
  kept: KeptModel,
  rules: Rules,
): Promise<Judges> {
  const weights = new Map(edges.map(({ a, b, weight }) => [a * records.length + b, weight]));
  const weightOf = (a: number, b: number): number =>
    weights.get(Math.min(a, b) * records.length + Math.max(a, b)) ?? -Infinity;
  const sets = new UnionFind(records.length);
  for (const { a, b, isLink } of edges) if (isLink) sets.union(a, b);
  const vetoed = Math.max(
    ...[rules.persons, rules.organizations].flatMap(({ vetoes }) => vetoes.map((veto) => veto.atMost)),
  );
  const isComplete = records.every((_, b) => sets.members(b).every((a) => a >= b || weightOf(a, b) > vetoed));
  const set = featureSet(records);
  if (!isComplete) adoptFrequencies(set, await readKnowledge(trx, kept, set));
  return (kind) => {
    const model = modelOfKind(set, kept, rules, kind);
    const judge = model && judgeOf(model);
    return judge && isComplete ? { ...judge, weigh: weightOf } : judge;
  };
}
