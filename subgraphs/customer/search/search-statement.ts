import { normaliseEmail } from '../identity/normalise/email.ts';
import type { CustomerSql } from '../store/customer-columns.ts';
import type { Query } from '../store/reader.ts';
import { nameKey, phoneDigits, queryWords } from './search-text.ts';

/** Words beyond these are ignored: nobody needs them to find a customer, and each costs. */
const maxWords = 8;
/** Customers that are ranked by their words; what more customers have in common finds some of them only. */
const maxCandidates = 10_000;

/**
 * The statement that finds customers by anything known of them; each hit has a rank, the smaller the better:
 * 0 account number, customer id, e-mail or phone exactly; 1 the name exactly; 2 the name begins with the text; 3 all words
 * are words of the names; 4 all words begin words of the names; 5 all words begin words of anything (town, organisation,
 * e-mail); 6 spelled nearly so, only when nothing else was found. `columns` and `joins` read customer `c`.
 */
export function searchStatement(text: string, first: number, { columns, joins }: CustomerSql): Query {
  const trimmed = text.trim();
  const bindings: unknown[] = [];
  const bind = (value: unknown): string => `$${String(bindings.push(value))}`;
  const limit = bind(first);
  const exact = bind(trimmed.toLowerCase());
  const hits = [
    `select ca.customer_id, 0 as rank from account a
       join customer_account ca on ca.system = a.system and ca.account_id = a.account_id
     where lower(a.account_id) = ${exact} and a.deleted_at is null`,
    `select customer_id, 0 from customer where customer_id = ${exact}`,
  ];
  const byIdentifier = (condition: string): string =>
    `(select ca.customer_id, 0 from identifier i
        join customer_account ca on ca.system = i.system and ca.account_id = i.account_id where ${condition} limit ${limit})`;
  const email = normaliseEmail(trimmed);
  if (email !== null) hits.push(byIdentifier(`i.kind = 'EMAIL' and i.value = ${bind(email)}`));
  const digits = phoneDigits(trimmed);
  if (digits !== null) {
    const reversed = bind([...digits].reverse().join(''));
    // ':' follows '9': everything that begins with these digits.
    hits.push(
      byIdentifier(
        `i.kind in ('PHONE', 'PHONE_DIGITS') and reverse(i.value) >= ${reversed} and reverse(i.value) < ${reversed} || ':'`,
      ),
    );
  }
  const name = `${bind(nameKey(trimmed))}::text`;
  hits.push(
    `(select customer_id, 1 from customer where name_key = ${name} and ended_at is null order by customer_id limit ${limit})`,
    `(select customer_id, 2 from customer where name_key > ${name} and name_key < ${name} || chr(1114109) and ended_at is null
      order by name_key, customer_id limit ${limit})`,
  );

  const words = queryWords(trimmed).slice(0, maxWords);
  const parts: string[] = [];
  if (words.length > 0) {
    const whole = words.map((word) => bind(`% ${word} %`));
    const begin = words.map((word) => bind(`% ${word}%`));
    const all = (column: string, patterns: readonly string[]): string =>
      patterns.map((pattern) => `${column} like ${pattern}`).join(' and ');
    hits.push(`(select customer_id, case when ${all('names', whole)} then 3 when ${all('names', begin)} then 4 else 5 end as rank
      from (select customer_id, name_key, names from customer
        where ${all('search', begin)} and ended_at is null limit ${bind(maxCandidates)}) candidate
      order by rank, name_key, customer_id limit ${limit})`);
  }
  parts.push(`hit as materialized (${hits.join('\nunion all\n')})`);
  if (words.length > 0) {
    const near = bind(words.join(' '));
    // In a select of its own: of a value that it sees, PostgreSQL measures the likeness to a hundred texts each time it plans.
    parts.push(`near as (
      select customer_id, 6 as rank, similarity(${near}, names) as likeness from customer
      where (select ${near}::text) <% search and ended_at is null and not exists (select from hit)
      order by likeness desc, name_key, customer_id limit ${limit})`);
  }
  const everything =
    words.length > 0
      ? 'select *, 1 as likeness from hit union all select * from near'
      : 'select *, 1 as likeness from hit';
  const sql = `with ${parts.join(',\n')},
    best as (
      select c.customer_id, b.rank, b.likeness
      from (select customer_id, min(rank) as rank, max(likeness) as likeness from (${everything}) h group by customer_id) b
      join customer c on c.customer_id = b.customer_id where c.ended_at is null
      order by b.rank, b.likeness desc, c.name_key, c.customer_id limit ${limit})
    select ${columns} from best join customer c on c.customer_id = best.customer_id ${joins}
    order by best.rank, best.likeness desc, c.name_key, c.customer_id`;
  return { sql, bindings };
}
