import type { Knex } from 'knex';

const names = new Map<string, string>();

/** A statement has one name in this process. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) names.set(sql, (name = `hub_customer_${String(names.size + 1)}`));
  return name;
}

/**
 * Runs a statement that comes again and again: each connection has it parsed and planned once. Only for texts that do not
 * depend on data.
 */
export const prepared = <Row>(
  trx: Knex.Transaction,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<{ readonly rows: Row[] }> =>
  Promise.resolve(trx.raw<{ rows: Row[] }>(sql, [...bindings]).options({ name: nameOf(sql) }));
