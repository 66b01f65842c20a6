import type { Knex } from 'knex';
import type { IdentityAccount } from '../identity/account.ts';
import { EdgeList } from '../identity/cluster/edges.ts';
import type { Constraints } from '../identity/constraints.ts';
import { clusterRecords, type WeighedEdges } from '../identity/match.ts';
import { isOrganization, recordOf } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { groupsOf } from './groups.ts';
import type { KeptModel } from './kept-model.ts';
import { weighersOver } from './weigh-pairs.ts';

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
  const { rows } = await trx.raw<{ rows: { a: number; b: number; weight: number }[] }>(
    `with n as (
       select w.at::integer - 1 as at, m.account_no from unnest(?::text[], ?::text[]) with ordinality as w (system, account_id, at)
       join match_account m using (system, account_id))
     select least(l.at, h.at) as a, greatest(l.at, h.at) as b, e.weight
     from n l join match_edge e on e.low_no = l.account_no and e.is_link join n h on h.account_no = e.high_no`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  const records = accounts.map(recordOf);
  const kinds: WeighedEdges[] = [];
  if (rows.length > 0) {
    const weighers = await weighersOver(trx, records, kept, rules);
    for (const kind of ['PERSON', 'ORGANIZATION'] as const) {
      const weigh = kind === 'PERSON' ? weighers.persons : weighers.organizations;
      const edges = new EdgeList();
      for (const { a, b, weight } of rows) {
        const record = records[a];
        if (record && isOrganization(record) === (kind === 'ORGANIZATION')) edges.push(a, b, weight);
      }
      if (weigh && edges.count > 0) kinds.push({ weigh, cluster: rulesFor(rules, kind).cluster, edges });
    }
  }
  return groupsOf(accounts, clusterRecords(records, kinds, constraints));
}
