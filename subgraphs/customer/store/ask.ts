import type { Knex } from 'knex';
import type { RequestContext } from '../../../kit/context.ts';
import { prepared } from './prepared.ts';
import type { HubReader } from './reader.ts';

/**
 * Runs a statement whose only column `row` is JSON as text (T says its shape), `?` standing for the bindings: the same
 * statement serves a request, which is bounded in time, and a transaction that writes. Only for texts that do not depend on
 * data.
 */
export type Ask = <T>(sql: string, bindings: readonly unknown[]) => Promise<T[]>;

const parsed = <T>(row: string | null | undefined): T => JSON.parse(row ?? 'null') as T;

export const askFor =
  (reader: HubReader, context: RequestContext): Ask =>
  async <T>(sql: string, bindings: readonly unknown[]) => {
    let at = 0;
    const numbered = sql.replaceAll('?', () => `$${String((at += 1))}`);
    const rows = await reader.rows({ sql: numbered, bindings }, context);
    return rows.map(({ row }) => parsed<T>(row));
  };

export const askIn =
  (trx: Knex.Transaction): Ask =>
  async <T>(sql: string, bindings: readonly unknown[]) => {
    const { rows } = await prepared<{ row: string }>(trx, sql, bindings);
    return rows.map(({ row }) => parsed<T>(row));
  };
