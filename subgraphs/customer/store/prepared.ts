import type { Knex } from 'knex';

interface Named {
  readonly name: string;
  readonly text: string;
}

/** The connection of a transaction, which knex types `any`. */
interface TransactionClient {
  acquireConnection(): Promise<{
    query<Row>(query: Named & { readonly values: readonly unknown[] }): Promise<{ readonly rows: Row[] }>;
  }>;
}

const known = new Map<string, Named>();

/** A statement has one name in this process. */
function named(sql: string): Named {
  let one = known.get(sql);
  if (!one) {
    let at = 0;
    const text = sql.replaceAll('?', () => `$${String((at += 1))}`);
    known.set(sql, (one = { name: `hub_customer_${String(known.size + 1)}`, text }));
  }
  return one;
}

/**
 * Runs a statement that comes again and again: each connection has it parsed and planned once, and it passes by knex. Only
 * for texts that do not depend on data; `?` stands for a binding. Statements that are started together are sent together and
 * executed in the order in which they were started, so one may go by what another before it writes.
 */
export async function prepared<Row>(
  trx: Knex.Transaction,
  sql: string,
  bindings: readonly unknown[],
): Promise<{ readonly rows: Row[] }> {
  const connection = await (trx.client as TransactionClient).acquireConnection();
  // of statements started together one may have failed, and its transaction be over: nothing must follow it
  if (trx.isCompleted()) throw new Error('The transaction of a statement has ended before it.');
  return connection.query<Row>({ ...named(sql), values: bindings });
}

/**
 * For the rest of the transaction, PostgreSQL keeps the plan of a prepared statement instead of weighing a new one for the
 * values at hand: right where these are few, and several milliseconds a change.
 */
export async function keepPlans(trx: Knex.Transaction): Promise<void> {
  await prepared(trx, 'set local plan_cache_mode = force_generic_plan', []);
}

/** Takes `keepPlans` back: what comes now concerns all accounts. */
export async function weighPlans(trx: Knex.Transaction): Promise<void> {
  await prepared(trx, 'set local plan_cache_mode = auto', []);
}
