import type { RequestContext } from '../../../kit/context.ts';
import type { RawRow } from '../../../kit/database/database.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { HubReader } from '../store/reader.ts';

export interface ReviewWhere {
  readonly question?: 'JOIN' | 'PART' | null;
  readonly customer?: string | null;
}

/** A doubt, as it is kept. */
export interface Review {
  readonly a: AccountName;
  readonly b: AccountName;
  readonly question: string;
  readonly weight: number;
  readonly value: number;
  /** Where it stands in the list: value and the four parts of the names, as the database writes them. */
  readonly place: readonly string[];
}

const names = ['a_system', 'a_account_id', 'b_system', 'b_account_id'] as const;

/** The reviews of a filter as alias `r`, with conditions; values are appended to `bindings`. */
function reviewsWhere({ question, customer }: ReviewWhere, bindings: unknown[]): { from: string; all: string[] } {
  const all = question == null ? [] : [`r.question = $${String(bindings.push(question))}`];
  if (customer == null) return { from: 'match_review r', all };
  const id = `$${String(bindings.push(customer))}`;
  const end = (name: string): string => `select m.* from match_review m
    join customer_account c on c.system = m.${name}_system and c.account_id = m.${name}_account_id
    where c.customer_id = coalesce((select o.customer_id from customer_redirect o where o.old_customer_id = ${id}), ${id})`;
  return { from: `(${end('a')} union ${end('b')}) r`, all };
}

const whereOf = (all: readonly string[]): string => (all.length > 0 ? `where ${all.join(' and ')}` : '');

function reviewOf(row: RawRow): Review {
  const place = ['value', ...names].map((column) => row[column] ?? '');
  const [value = '', aSystem = '', aId = '', bSystem = '', bId = ''] = place;
  return {
    a: { system: aSystem, accountId: aId },
    b: { system: bSystem, accountId: bId },
    question: row['question'] ?? '',
    weight: Number(row['weight']),
    value: Number(value),
    place,
  };
}

/** At most `limit` reviews, the most valuable first, behind the one at `after`. One statement. */
export async function readReviews(
  reader: HubReader,
  options: { where: ReviewWhere; limit: number; after: readonly string[] | null },
  context: RequestContext,
): Promise<Review[]> {
  const bindings: unknown[] = [options.limit];
  const { from, all } = reviewsWhere(options.where, bindings);
  if (options.after !== null) {
    const [value, ...rest] = options.after.map((text) => `$${String(bindings.push(text))}`);
    const at = `${value ?? ''}::double precision`;
    const order = names.map((name) => `r.${name}`).join(', ');
    all.push(`r.value <= ${at} and (r.value < ${at} or (${order}) > (${rest.join(', ')}))`);
  }
  const rows = await reader.rows(
    {
      sql: `select r.value::text as value, r.weight::text as weight, r.question, ${names.map((name) => `r.${name}`).join(', ')}
        from ${from} ${whereOf(all)}
        order by r.value desc, ${names.map((name) => `r.${name}`).join(', ')} limit $1`,
      bindings,
    },
    context,
  );
  return rows.map(reviewOf);
}

export async function countReviews(reader: HubReader, where: ReviewWhere, context: RequestContext): Promise<number> {
  const bindings: unknown[] = [];
  const { from, all } = reviewsWhere(where, bindings);
  const rows = await reader.rows({ sql: `select count(*) as n from ${from} ${whereOf(all)}`, bindings }, context);
  return Number(rows[0]?.['n'] ?? 0);
}
