import type { Knex } from 'knex';
import { readTies } from '../explanation/read-ties.ts';
import { sidesOfWeakest, strongestTree, type Tie } from '../explanation/tree.ts';
import type { Rules } from '../identity/rules/rules.ts';
import type { AccountName } from '../store/account-scope.ts';
import { askIn } from '../store/ask.ts';
import { prepared } from '../store/prepared.ts';
import { reviewValue } from './review-value.ts';

/** Customers whose ties are looked at at once: bounds the memory, not the result. */
const batchSize = 1_000;

/** Customers, and all their accounts as matching numbers them. */
export interface Touched {
  readonly customers: readonly string[];
  readonly numbers: readonly number[];
}

/** The customers of accounts that are in no scope and have pairs with each other that are not as before. */
export async function touchedCustomers(trx: Knex.Transaction, numbers: readonly number[]): Promise<Touched> {
  if (numbers.length === 0) return { customers: [], numbers: [] };
  const { rows } = await prepared<{ id: string; no: number | null }>(
    trx,
    `select o.customer_id as id, n.account_no as no from (
       select distinct customer_id from match_account join customer_account using (system, account_id)
       where account_no = any(?::integer[])) t
     join customer_account o using (customer_id) left join match_account n on n.system = o.system and n.account_id = o.account_id`,
    [[...numbers]],
  );
  return { customers: [...new Set(rows.map(({ id }) => id))], numbers: rows.flatMap(({ no }) => no ?? []) };
}

/** Whom reviews are made anew about. A scope holds whole customers, so that all others stay what they are. */
export interface Concerned {
  /** Accounts that were looked at, and are what they are now. */
  readonly scope: readonly AccountName[];
  /** The customers that these turned out to be, with all ties inside of each; null where the ties are to be read. */
  readonly customers: ReadonlyMap<string, readonly Tie[] | null>;
  /** The accounts of the scope as matching numbers them. */
  readonly numbers: readonly number[];
  readonly touched: Touched;
}

/**
 * Says anew what is worth the look of a steward: among all customers, or only about those that are `concerned`. Behind
 * everything else that says who is whom, in the same transaction.
 */
export async function writeReviews(trx: Knex.Transaction, rules: Rules, concerned: Concerned | null): Promise<void> {
  const numbers = concerned && [...new Set([...concerned.numbers, ...concerned.touched.numbers])];
  await Promise.all([removeReviews(trx, concerned), writeJoins(trx, numbers), writeAllParts(trx, rules, concerned)]);
}

async function removeReviews(trx: Knex.Transaction, concerned: Concerned | null): Promise<void> {
  if (concerned === null) {
    await prepared(trx, 'delete from match_review', []);
    return;
  }
  const { scope, touched } = concerned;
  await prepared(
    trx,
    `with n as materialized (
       select system, account_id from unnest(?::text[], ?::text[]) as w (system, account_id)
       union select system, account_id from customer_account where customer_id = any(?::text[])),
     a as (delete from match_review r using n where r.a_system = n.system and r.a_account_id = n.account_id)
     delete from match_review r using n where r.b_system = n.system and r.b_account_id = n.account_id`,
    [scope.map(({ system }) => system), scope.map(({ accountId }) => accountId), [...touched.customers]],
  );
}

const account = (end: string, no: string): string =>
  `join match_account ${end} on ${end}.account_no = ${no}
   join customer_account of_${end} on of_${end}.system = ${end}.system and of_${end}.account_id = ${end}.account_id`;
const edges = `match_edge e ${account('l', 'e.low_no')} ${account('h', 'e.high_no')}`;

/**
 * Of every two customers that have a pair worth a look, unless somebody decided about an account of each: the heaviest pair.
 * The value goes by how many pairs of accounts a yes would join. One that is heavy enough to join them and did not, because
 * other accounts of the two speak against it, is as uncertain as can be.
 */
async function writeJoins(trx: Knex.Transaction, numbers: readonly number[] | null): Promise<void> {
  const only = numbers && 'and (e.low_no = any(?::integer[]) or e.high_no = any(?::integer[]))';
  const isInOrder = '(l.system, l.account_id) < (h.system, h.account_id)';
  const end = (first: string, second: string, column: string): string =>
    `case when ${isInOrder} then ${first}.${column} else ${second}.${column} end`;
  const statement = `insert into match_review (a_system, a_account_id, b_system, b_account_id, question, weight, value)
     with pair as (
       select least(of_l.customer_id, of_h.customer_id) as one, greatest(of_l.customer_id, of_h.customer_id) as other,
         e.weight, e.is_link, ${end('l', 'h', 'system')} as a_system, ${end('l', 'h', 'account_id')} as a_account_id,
         ${end('h', 'l', 'system')} as b_system, ${end('h', 'l', 'account_id')} as b_account_id
       from ${edges} where of_l.customer_id <> of_h.customer_id ${only ?? ''}),
     telling as (
       select distinct on (one, other) * from pair
       order by one, other, weight desc, a_system, a_account_id, b_system, b_account_id),
     size as (
       select customer_id, count(*) as accounts
       from (select one from telling union select other from telling) t (customer_id)
       join customer_account using (customer_id) join account using (system, account_id)
       where deleted_at is null group by customer_id)
     select a_system, a_account_id, b_system, b_account_id, 'JOIN', weight,
       ${reviewValue({ weight: 't.weight', isContradicted: 't.is_link', pairs: 'x.accounts * y.accounts' })}
     from telling t join size x on x.customer_id = t.one join size y on y.customer_id = t.other
     where not exists (
       select from customer_account p join decision_account q using (system, account_id)
       join decision d on d.decision_id = q.decision_id and d.undone_at is null
       join decision_account r on r.decision_id = d.decision_id
       join customer_account s on s.system = r.system and s.account_id = r.account_id
       where p.customer_id = t.one and s.customer_id = t.other)`;
  await prepared(trx, statement, numbers ? [[...numbers], [...numbers]] : []);
}

const sure = `case a.kind when 'ORGANIZATION' then ?::double precision else ?::double precision end`;
const sureOf = ({ persons, organizations }: Rules): number[] => [organizations.cluster.sure, persons.cluster.sure];

/** Customers with a pair inside that is not sure, though other pairs may leave no doubt. */
async function customersWithDoubt(trx: Knex.Transaction, rules: Rules): Promise<string[]> {
  const { rows } = await prepared<{ id: string }>(
    trx,
    `select distinct of_l.customer_id as id
     from ${edges} join account a on a.system = l.system and a.account_id = l.account_id
     where of_l.customer_id = of_h.customer_id and e.weight < ${sure}`,
    sureOf(rules),
  );
  return rows.map(({ id }) => id);
}

async function writeAllParts(trx: Knex.Transaction, rules: Rules, concerned: Concerned | null): Promise<void> {
  const known = [...(concerned?.customers ?? [])];
  const others = concerned?.touched.customers.filter((customer) => !concerned.customers.has(customer));
  const told = known.flatMap(([, ties]) => (ties && ties.length > 0 ? [ties] : []));
  const unknown = known.flatMap(([customer, ties]) => (ties === null ? [customer] : []));
  const doubtful = others ? [...unknown, ...others] : await customersWithDoubt(trx, rules);
  if (told.length > 0) await writeParts(trx, rules, told);
  for (let from = 0; from < doubtful.length; from += batchSize) {
    const ties = await readTies(askIn(trx), doubtful.slice(from, from + batchSize));
    await writeParts(trx, rules, [...ties.values()]);
  }
}

/** Of every customer that is held together by an unsure tie: the weakest, and how many pairs of accounts hang on it. */
async function writeParts(trx: Knex.Transaction, rules: Rules, customers: readonly (readonly Tie[])[]): Promise<void> {
  const weakest: { readonly tie: Tie; readonly pairs: number }[] = [];
  const least = Math.max(...sureOf(rules));
  for (const ties of customers) {
    const tree = strongestTree(ties);
    const tie = tree.at(-1);
    const [left, right] = sidesOfWeakest(tree);
    // what a decision ties is decided
    if (tie?.decisionId === null && (tie.weight ?? 0) < least) weakest.push({ tie, pairs: left * right });
  }
  if (weakest.length === 0) return;
  await prepared(
    trx,
    `insert into match_review (a_system, a_account_id, b_system, b_account_id, question, weight, value)
     select r.a_system, r.a_account_id, r.b_system, r.b_account_id, 'PART', r.weight,
       ${reviewValue({ weight: 'r.weight', isContradicted: 'false', pairs: 'r.pairs' })}
     from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::double precision[], ?::integer[])
       as r (a_system, a_account_id, b_system, b_account_id, weight, pairs)
     join account a on a.system = r.a_system and a.account_id = r.a_account_id
     where r.weight < ${sure}`,
    [
      weakest.map(({ tie }) => tie.a.system),
      weakest.map(({ tie }) => tie.a.accountId),
      weakest.map(({ tie }) => tie.b.system),
      weakest.map(({ tie }) => tie.b.accountId),
      weakest.map(({ tie }) => tie.weight ?? 0),
      weakest.map(({ pairs }) => pairs),
      ...sureOf(rules),
    ],
  );
}
