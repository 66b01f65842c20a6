import type { Knex } from 'knex';

interface Named {
  readonly name: string;
  readonly text: string;
}

export interface Result<Row> {
  readonly rows: Row[];
  /** Of a statement that writes: how many rows it wrote. */
  readonly rowCount: number;
}

/** The part of a socket that holds writes back. */
interface Corkable {
  cork(): void;
  uncork(): void;
}

/** The connection of a transaction, which knex types `any`. */
interface TransactionClient {
  acquireConnection(): Promise<{
    readonly connection: { readonly stream: Corkable };
    query<Row>(query: Named & { readonly values: readonly unknown[] }): Promise<Result<Row>>;
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

const held = new WeakSet<Corkable>();

/** Holds back what is written until nothing more can be started before an answer: one system call for all of it. */
function holdTogether(stream: Corkable): void {
  if (held.has(stream)) return;
  held.add(stream);
  stream.cork();
  process.nextTick(() => {
    held.delete(stream);
    stream.uncork();
  });
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
): Promise<Result<Row>> {
  const connection = await (trx.client as TransactionClient).acquireConnection();
  // of statements started together one may have failed, and its transaction be over: nothing must follow it
  if (trx.isCompleted()) throw new Error('The transaction of a statement has ended before it.');
  holdTogether(connection.connection.stream);
  return connection.query<Row>({ ...named(sql), values: bindings });
}

/** null stands for what the connection began with. */
const setLocal = `select set_config('plan_cache_mode', ?, true), set_config('enable_seqscan', ?, true), set_config('jit', ?, true)`;

/**
 * For the rest of the transaction, PostgreSQL keeps the plan of a prepared statement instead of weighing a new one for the
 * values at hand, goes by indexes, and compiles nothing: right where few rows of tables of any size are asked for, and several
 * milliseconds a change. A plan that is kept must not scan a table because that was small, or unknown, when it was made.
 */
export async function keepPlans(trx: Knex.Transaction): Promise<void> {
  await prepared(trx, setLocal, ['force_generic_plan', 'off', 'off']);
}

/** Takes `keepPlans` back: what comes now concerns all accounts. */
export async function weighPlans(trx: Knex.Transaction): Promise<void> {
  await prepared(trx, setLocal, [null, null, null]);
}
