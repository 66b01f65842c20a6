import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountKey } from '../identity/account.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { match } from '../identity/match.ts';
import { byIdentity, recordOf, type IdentityRecord } from '../identity/record.ts';
import { defaultRules } from '../identity/rules/default-rules.ts';
import type { KindRules, Rules } from '../identity/rules/rules.ts';
import { seededRandom } from '../identity/score/random.ts';
import { houseRules } from '../rules.ts';
import { readIdentityState } from '../store/read-identity.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { wrongLists } from '../testing/kept-lists.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { blockList } from './block-list.ts';
import { readKnowledge } from './frequencies.ts';
import { readModel } from './kept-model.ts';

let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());

/** Blocks so small that they open and close all the time. */
const tight = (kind: KindRules): KindRules => ({
  ...kind,
  blocks: kind.blocks.map(({ on, most }) => ({ on, most: Math.min(most, 4) })),
});
const rules: Rules = { persons: tight(defaultRules.persons), organizations: tight(defaultRules.organizations) };

const accountOf = (record: IdentityRecord, at: number): Account => ({
  account_id: record.id,
  kind: at % 23 === 0 ? 'ORGANIZATION' : 'PERSON',
  given_name: record.values.given_name?.[0] ?? null,
  family_name: record.values.family_name?.[0] ?? null,
  birth_on: record.values.birth_on?.[0] ?? null,
  city: record.values.city?.[0] ?? null,
  organization_name: at % 23 === 0 ? `${record.values.family_name?.[0] ?? ''} & Sons` : null,
  email: record.values.email ?? [],
});

interface Kept {
  readonly clusters: string[];
  readonly edges: string[];
  readonly blocks: number;
}

/** What the hub keeps after all its small steps. */
async function placed(): Promise<Kept> {
  const edges = await hub.rows<{ edge: string }>(
    `select least(l.k, h.k) || ' ' || greatest(l.k, h.k) || ' ' || e.weight || ' ' || e.is_link as edge from match_edge e
     join (select account_no as no, account_id as k from match_account) l on l.no = e.low_no
     join (select account_no as no, account_id as k from match_account) h on h.no = e.high_no order by 1`,
  );
  const clusters = await hub.rows<{ c: string }>(
    `select string_agg(system || ':' || account_id, ' ' order by system, account_id) as c
     from customer_account join account a using (system, account_id) where a.deleted_at is null group by customer_id order by 1`,
  );
  const [blocks] = await hub.rows<{ n: number }>('select count(*)::int as n from match_block');
  return { clusters: clusters.map(({ c }) => c), edges: edges.map(({ edge }) => edge), blocks: blocks?.n ?? 0 };
}

/** Where the history of now differs from what is so: nowhere. */
const unrecorded = (): Promise<unknown[]> =>
  hub.rows(`with now as (
      select 'ACCOUNT' as what, system, account_id, customer_id from customer_account join account a using (system, account_id)
        where a.deleted_at is null
      union all select 'REDIRECT', '', old_customer_id, customer_id from customer_redirect),
    recorded as (
      select 'ACCOUNT' as what, system, account_id, customer_id from customer_history where valid_to is null
      union all select 'REDIRECT', '', old_customer_id, customer_id from customer_redirect_history where valid_to is null)
    (select * from now except select * from recorded) union all (select * from recorded except select * from now)`);

/** The same by matching everything at once, with what the hub has learned: no table but the accounts is read. */
async function atOnce(): Promise<Kept> {
  return hub.store.transaction(async (trx) => {
    const { accounts } = await readIdentityState(trx);
    const records = accounts.map(recordOf).sort(byIdentity);
    const kept = await readModel(trx, rules);
    if (!kept) throw new Error('nothing was learned');
    const set = featureSet(records);
    const knowledge = await readKnowledge(trx, kept, set);
    const result = match(records, { rules, knowledge });
    const name = (at: number): string => records[at]?.id ?? '';
    const clusters = new Map<number, string[]>();
    for (const [at, cluster] of result.clusters.entries())
      clusters.set(cluster, [...(clusters.get(cluster) ?? []), `${records[at]?.system ?? ''}:${name(at)}`]);
    const edges = result.kinds.flatMap(({ edges: found, rules: { cluster } }) =>
      Array.from({ length: found.count }, (_, at) => {
        const [a, b] = [name(found.a[at] ?? 0), name(found.b[at] ?? 0)].sort();
        const weight = found.weight[at] ?? 0;
        return `${a ?? ''} ${b ?? ''} ${String(weight)} ${String(weight >= cluster.pair)}`;
      }),
    );
    const lists = records.map((record, at) => blockList(set, at, record, rules));
    return {
      clusters: [...clusters.values()].map((names) => names.join(' ')).sort(),
      edges: edges.sort(),
      blocks: lists.reduce((sum, list) => sum + list.size, 0),
    };
  });
}

describe('accounts placed one by one', () => {
  test.each([1, 2, 3])(
    'stand where matching all at once would put them, whatever came and went (seed %i)',
    async (seed) => {
      await hub.rebuild();
      const random = seededRandom(seed);
      const { records } = madeRecords(130, seed);
      const all = records.map((record, at) => [record.system, accountOf(record, at)] as const);
      const systems = [...new Set(all.map(([system]) => system))].sort();
      const start = Math.floor(all.length * 0.8);
      const living = new Map(
        all
          .slice(0, start)
          .map(([system, one]) => [accountKey({ system, accountId: one.account_id }), [system, one] as const]),
      );
      const sources = systems.map((system) => new MemorySource(system, []));
      const sync = (): Promise<unknown> => {
        for (const source of sources)
          source.accounts = [...living.values()].filter(([system]) => system === source.system).map(([, one]) => one);
        return hub.sync(sources, { rules: { ...houseRules(), identity: rules } });
      };
      await sync();
      // among so many accounts these changes are few, so nothing is learned anew
      const [learned] = await hub.rows<{ at: string }>(
        'update match_model set account_count = 1000000 returning learned_at as at',
      );
      let waiting = all.slice(start);
      for (let step = 0; step < 12; step += 1) {
        for (const [system, one] of waiting.slice(0, 5))
          living.set(accountKey({ system, accountId: one.account_id }), [system, one]);
        waiting = waiting.slice(5);
        const keys = [...living.keys()];
        for (let change = 0; change < 4; change += 1) {
          const key = keys[random(keys.length)] ?? '';
          const found = living.get(key);
          const other = all[random(all.length)];
          if (!found || !other) continue;
          if (random(3) === 0) living.delete(key);
          else living.set(key, [found[0], { ...other[1], account_id: found[1].account_id }]);
        }
        await sync();
        expect(await unrecorded()).toEqual([]);
        expect(await wrongLists(hub)).toEqual([]);
        if (step % 4 !== 3) continue;
        const [kept, whole] = [await placed(), await atOnce()];
        expect(kept.edges).toEqual(whole.edges);
        expect(kept.blocks).toBe(whole.blocks);
        expect(kept.clusters).toEqual(whole.clusters);
        expect(kept.clusters.some((cluster) => cluster.includes(' '))).toBe(true);
      }
      expect(await hub.rows('select learned_at as at from match_model')).toEqual([learned]);
      expect(await hub.rows('select from customer_redirect')).not.toEqual([]);
    },
    120_000,
  );
});
