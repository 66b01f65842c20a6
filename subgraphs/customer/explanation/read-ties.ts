import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';
import type { Tie } from './tree.ts';

/** A pair that was weighed, or the accounts of one customer that a decision says are one. */
type Row = { readonly customer: string } & (
  | { readonly a: AccountName; readonly b: AccountName; readonly weight: number }
  | { readonly decision: string; readonly accounts: readonly AccountName[] }
);

const name = (alias: string): string =>
  `json_build_object('system', ${alias}.system, 'accountId', ${alias}.account_id)`;

/** Of a split each part is one customer by itself, so its parts are told apart; of the others all accounts are. */
const statement = `with member as (
    select c.customer_id, c.system, c.account_id, m.account_no
    from customer_account c join account using (system, account_id) left join match_account m using (system, account_id)
    where c.customer_id = any(?::text[]) and deleted_at is null),
  told as (
    select distinct m.customer_id, m.system, m.account_id, d.decision_id, d.sequence,
      case d.kind when 'SPLIT' then a.part end as part
    from member m join decision_account a using (system, account_id)
    join decision d on d.decision_id = a.decision_id and d.undone_at is null and d.kind <> 'DIFFERENT')
  select row::text from (
    select null::bigint as sequence, json_build_object('customer', l.customer_id, 'weight', e.weight,
      'a', case when (l.system, l.account_id) < (h.system, h.account_id) then ${name('l')} else ${name('h')} end,
      'b', case when (l.system, l.account_id) < (h.system, h.account_id) then ${name('h')} else ${name('l')} end) as row
    from member l join match_edge e on e.low_no = l.account_no
    join member h on h.account_no = e.high_no and h.customer_id = l.customer_id
    union all
    select sequence, json_build_object('customer', customer_id, 'decision', decision_id,
      'accounts', json_agg(${name('told')} order by system, account_id))
    from told group by customer_id, decision_id, sequence, part having count(*) > 1) r
  order by sequence desc`;

/**
 * All ties between the living accounts of each customer, by living id: pairs that matching keeps, and what decisions that
 * stand tie together, the latest first. One statement, however many customers.
 */
export async function readTies(ask: Ask, customers: readonly string[]): Promise<Map<string, Tie[]>> {
  const ties = new Map<string, Tie[]>();
  const add = (customer: string, tie: Tie): void => {
    const known = ties.get(customer);
    if (known) known.push(tie);
    else ties.set(customer, [tie]);
  };
  for (const row of await ask<Row>(statement, [[...new Set(customers)]])) {
    if ('weight' in row) add(row.customer, { a: row.a, b: row.b, weight: row.weight, decisionId: null });
    else {
      const [first, ...others] = row.accounts;
      for (const b of others) if (first) add(row.customer, { a: first, b, weight: null, decisionId: row.decision });
    }
  }
  return ties;
}
