import type { RequestContext } from '../../../kit/context.ts';
import type { RawRow } from '../../../kit/database/database.ts';
import { instantText } from '../store/instant-text.ts';
import type { HubReader } from '../store/reader.ts';

export interface DecisionWhere {
  readonly customer?: string | null;
  readonly isUndone?: boolean | null;
}

const columns = `d.decision_id as id, d.sequence::text as sequence, d.kind, ${instantText('d.decided_at')} as decided_at,
  d.decided_by, d.reason, ${instantText('d.undone_at')} as undone_at, d.undone_by, d.undone_reason,
  (select coalesce(json_agg(json_build_object('accounts', p.accounts) order by p.part), '[]') from (
    select a.part, json_agg(json_build_object('system', a.system, 'id', a.account_id) order by a.system, a.account_id) as accounts
    from decision_account a where a.decision_id = d.decision_id group by a.part) p) as parts`;

/** A row as the object that the graph calls Decision. */
function decision(row: RawRow): Record<string, unknown> {
  const undone = { undoneAt: row['undone_at'], by: row['undone_by'], reason: row['undone_reason'] };
  return {
    id: row['id'],
    kind: row['kind'],
    decidedAt: row['decided_at'],
    by: row['decided_by'],
    reason: row['reason'],
    parts: JSON.parse(row['parts'] ?? '[]') as unknown,
    undone: undone.undoneAt == null ? null : undone,
  };
}

/** Conditions over the alias `d`, with their values appended to `bindings`. */
function conditions(where: DecisionWhere, bindings: unknown[]): string[] {
  const all: string[] = [];
  if (where.isUndone != null) all.push(`d.undone_at is ${where.isUndone ? 'not ' : ''}null`);
  if (where.customer != null) {
    const id = `$${String(bindings.push(where.customer))}`;
    all.push(`exists (select from decision_account a join customer_account c using (system, account_id)
      where a.decision_id = d.decision_id and c.customer_id = coalesce(
        (select r.customer_id from customer_redirect r where r.old_customer_id = ${id}), ${id}))`);
  }
  return all;
}

const whereOf = (all: readonly string[]): string => (all.length > 0 ? `where ${all.join(' and ')}` : '');

export interface PlacedDecision {
  readonly decision: Readonly<Record<string, unknown>>;
  /** Where it stands in the list: the later, the higher. */
  readonly sequence: string;
}

/** At most `limit` decisions, newest first, older than `before`. One statement. */
export async function readDecisions(
  reader: HubReader,
  options: { where: DecisionWhere; limit: number; before: string | null },
  context: RequestContext,
): Promise<PlacedDecision[]> {
  const bindings: unknown[] = [options.limit];
  const all = conditions(options.where, bindings);
  if (options.before !== null) all.push(`d.sequence < $${String(bindings.push(options.before))}::bigint`);
  const rows = await reader.rows(
    { sql: `select ${columns} from decision d ${whereOf(all)} order by d.sequence desc limit $1`, bindings },
    context,
  );
  return rows.map((row) => ({ decision: decision(row), sequence: row['sequence'] ?? '' }));
}

export async function countDecisions(
  reader: HubReader,
  where: DecisionWhere,
  context: RequestContext,
): Promise<number> {
  const bindings: unknown[] = [];
  const all = conditions(where, bindings);
  const rows = await reader.rows({ sql: `select count(*) as n from decision d ${whereOf(all)}`, bindings }, context);
  return Number(rows[0]?.['n'] ?? 0);
}

/** One decision; null when there is none. */
export async function readDecision(
  reader: HubReader,
  id: string,
  context: RequestContext,
): Promise<Readonly<Record<string, unknown>> | null> {
  const [row] = await reader.rows(
    { sql: `select ${columns} from decision d where d.decision_id = $1`, bindings: [id] },
    context,
  );
  return row ? decision(row) : null;
}

/** The decisions that stand about accounts of each customer, by living id, the latest first. One statement. */
export async function readStandingDecisions(
  reader: HubReader,
  customers: readonly string[],
  context: RequestContext,
): Promise<Map<string, Readonly<Record<string, unknown>>[]>> {
  const rows = await reader.rows(
    {
      sql: `select o.customer_id as customer, ${columns}
        from (select distinct c.customer_id, a.decision_id from customer_account c
              join decision_account a using (system, account_id) where c.customer_id = any($1::text[])) o
        join decision d using (decision_id) where d.undone_at is null order by d.sequence desc`,
      bindings: [[...new Set(customers)]],
    },
    context,
  );
  const found = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const row of rows) {
    const customer = row['customer'] ?? '';
    found.set(customer, [...(found.get(customer) ?? []), decision(row)]);
  }
  return found;
}
