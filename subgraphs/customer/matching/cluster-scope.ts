import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import { EdgeList } from '../identity/cluster/edges.ts';
import type { Constraints } from '../identity/constraints.ts';
import { clusterRecords, type WeighedEdges } from '../identity/match.ts';
import { UnionFind } from '../identity/cluster/union-find.ts';
import { isOrganization, recordOf, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { groupsOf } from './groups.ts';
import type { KeptModel } from './kept-model.ts';
import { weighersOver, type Weighers } from './weigh-pairs.ts';

/**
 * Clusters of living accounts that hold whole components (affected.ts), from the edges that are kept. `accounts` in the order
 * of `byAccount`: their clusters come in the same order.
 */
export async function clusterScope(
  trx: Knex.Transaction,
  accounts: readonly IdentityAccount[],
  kept: KeptModel,
  rules: Rules,
  constraints: Constraints,
): Promise<IdentityAccount[][]> {
  const { rows } = await prepared<KeptEdge>(
    trx,
    `with n as (
       select w.at::integer - 1 as at, m.account_no from unnest(?::text[], ?::text[]) with ordinality as w (system, account_id, at)
       join match_account m using (system, account_id))
     select least(l.at, h.at) as a, greatest(l.at, h.at) as b, e.weight, e.is_link as "isLink"
     from n l join match_edge e on e.low_no = l.account_no join n h on h.account_no = e.high_no`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  const records = accounts.map(recordOf);
  const weighers = await weighersOf(trx, records, rows, kept, rules);
  const kinds: WeighedEdges[] = [];
  for (const kind of ['PERSON', 'ORGANIZATION'] as const) {
    const weigh = kind === 'PERSON' ? weighers.persons : weighers.organizations;
    const edges = new EdgeList();
    for (const { a, b, weight, isLink } of rows) {
      const record = records[a];
      if (isLink && record && isOrganization(record) === (kind === 'ORGANIZATION')) edges.push(a, b, weight);
    }
    if (weigh && edges.count > 0) kinds.push({ weigh, cluster: rulesFor(rules, kind).cluster, edges });
  }
  return groupsOf(accounts, clusterRecords(records, kinds, constraints));
}

interface KeptEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly isLink: boolean;
}

/** Weights from the kept edges alone, where they have all pairs of each component; else from the records. */
async function weighersOf(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  edges: readonly KeptEdge[],
  kept: KeptModel,
  rules: Rules,
): Promise<Weighers> {
  const weights = new Map(edges.map(({ a, b, weight }) => [a * records.length + b, weight]));
  const sets = new UnionFind(records.length);
  for (const { a, b, isLink } of edges) if (isLink) sets.union(a, b);
  const isComplete = records.every((_, b) =>
    sets.members(b).every((a) => a >= b || weights.has(a * records.length + b)),
  );
  if (!isComplete) return weighersOver(trx, records, kept, rules);
  const weigh = (a: number, b: number): number => weights.get(Math.min(a, b) * records.length + Math.max(a, b)) ?? NaN;
  return { persons: weigh, organizations: weigh };
}
