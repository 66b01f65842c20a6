import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';
import { EdgeList } from '../identity/cluster/edges.ts';
import type { Constraints } from '../identity/constraints.ts';
import { clusterRecords, type WeighedEdges } from '../identity/match.ts';
import { UnionFind } from '../identity/cluster/union-find.ts';
import type { FeatureSet } from '../identity/features/feature-set.ts';
import { adoptFrequencies } from '../identity/score/learned.ts';
import { judgeOf, type Judge } from '../identity/score/judge.ts';
import { isOrganization, recordOf, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { readKnowledge } from './frequencies.ts';
import { groupsOf } from './groups.ts';
import type { KeptModel } from './kept-model.ts';
import { featuresToCompare, modelOfKind } from './weigh-pairs.ts';

/** A pair that matching keeps, of accounts by their places in a list, the first one first. */
export interface KeptEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly isLink: boolean;
}

/** The kept edges among these accounts, as matching numbers them; null for one that is not placed. */
export async function readEdges(trx: Knex.Transaction, numbers: readonly (number | null)[]): Promise<KeptEdge[]> {
  const places = new Map(numbers.flatMap((number, at) => (number === null ? [] : [[number, at] as const])));
  const { rows } = await prepared<{ low: number; high: number; weight: number; isLink: boolean }>(
    trx,
    `select low_no as low, high_no as high, weight, is_link as "isLink" from match_edge where low_no = any(?::integer[])`,
    [[...places.keys()]],
  );
  return rows.flatMap(({ low, high, weight, isLink }): KeptEdge[] => {
    const [x, y] = [places.get(low), places.get(high)];
    return x === undefined || y === undefined ? [] : [{ a: Math.min(x, y), b: Math.max(x, y), weight, isLink }];
  });
}

/** The numbers of these accounts, in their order. */
export async function readNumbers(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<(number | null)[]> {
  const { rows } = await prepared<{ no: number | null }>(
    trx,
    `select m.account_no as no from unnest(?::text[], ?::text[]) with ordinality as w (system, account_id, at)
     left join match_account m using (system, account_id) order by w.at`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  return rows.map(({ no }) => no);
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
  const judge = (set: FeatureSet, kind: 'PERSON' | 'ORGANIZATION'): Judge | null => {
    const model = modelOfKind(set, kept, rules, kind);
    return model && judgeOf(model);
  };
  if (isComplete) return (kind) => judgeByEdges(weightOf, () => judge(featuresToCompare(records, rules), kind));
  const set = featuresToCompare(records, rules);
  adoptFrequencies(set, await readKnowledge(trx, kept, set));
  return (kind) => judge(set, kind);
}

/** A judge by weights that are known, which looks at the records no sooner than groups of them are compared: most are not. */
function judgeByEdges(weigh: Judge['weigh'], make: () => Judge | null): Judge {
  let made: Judge | null = null;
  const judge = (): Judge => {
    made ??= make();
    if (made === null) throw new Error('expected edges of kinds of which something was learned only');
    return made;
  };
  return {
    weigh,
    levels: (...groups) => judge().levels(...groups),
    vetoOf: (...found) => judge().vetoOf(...found),
  };
}
