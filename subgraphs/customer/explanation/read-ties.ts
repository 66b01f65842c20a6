import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';
import type { Tie } from './tree.ts';

interface EdgeRow {
  readonly customer: string;
  readonly a: AccountName;
  readonly b: AccountName;
  readonly weight: number;
}

interface DecidedRow {
  readonly customer: string;
  readonly decision: string;
  readonly accounts: readonly AccountName[];
}

const name = (alias: string): string =>
  `json_build_object('system', ${alias}.system, 'accountId', ${alias}.account_id)`;

/** Living accounts of the customers in the first binding. */
const members = `select c.customer_id, c.system, c.account_id from customer_account c
  join account using (system, account_id) where c.customer_id = any(?::text[]) and deleted_at is null`;

const edges = `with member as (
    select m.account_no, o.* from (${members}) o join match_account m using (system, account_id))
  select json_build_object('customer', l.customer_id, 'weight', e.weight,
    'a', case when (l.system, l.account_id) < (h.system, h.account_id) then ${name('l')} else ${name('h')} end,
    'b', case when (l.system, l.account_id) < (h.system, h.account_id) then ${name('h')} else ${name('l')} end)::text as row
  from member l join match_edge e on e.low_no = l.account_no
  join member h on h.account_no = e.high_no and h.customer_id = l.customer_id`;

/** Of each decision that stands, the accounts of one customer that it says are one: of a split, each part by itself. */
const decided = `with member as (${members})
  select json_build_object('customer', o.customer_id, 'decision', d.decision_id,
    'accounts', json_agg(${name('o')} order by o.system, o.account_id))::text as row
  from (select distinct m.*, t.decision_id, case t.kind when 'SPLIT' then a.part end as part
        from member m join decision_account a using (system, account_id)
        join decision t on t.decision_id = a.decision_id and t.undone_at is null and t.kind <> 'DIFFERENT') o
  join decision d using (decision_id)
  group by o.customer_id, d.decision_id, d.sequence, o.part having count(*) > 1 order by d.sequence desc`;

/**
 * All ties between the living accounts of each customer, by living id: pairs that matching keeps, and what decisions that
 * stand tie together, the latest first. Two statements, however many customers.
 */
export async function readTies(ask: Ask, customers: readonly string[]): Promise<Map<string, Tie[]>> {
  const ids = [[...new Set(customers)]];
  const [weighed, joined] = await Promise.all([ask<EdgeRow>(edges, ids), ask<DecidedRow>(decided, ids)]);
  const ties = new Map<string, Tie[]>();
  const add = (customer: string, tie: Tie): void => {
    const known = ties.get(customer);
    if (known) known.push(tie);
    else ties.set(customer, [tie]);
  };
  for (const { customer, a, b, weight } of weighed) add(customer, { a, b, weight, decisionId: null });
  for (const { customer, decision, accounts } of joined) {
    const [first, ...others] = accounts;
    if (first) for (const b of others) add(customer, { a: first, b, weight: null, decisionId: decision });
  }
  return ties;
}
