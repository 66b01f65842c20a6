import type { RawRow } from '../../database/database.ts';
import type { Plan } from '../../sql/plan.ts';
import type { RowDecoder } from './row-decoder.ts';

/** For which parent a row is, as key text; '' when the plan has no parents. */
export const parentOf = (plan: Plan, row: RawRow, decoder: RowDecoder): string =>
  plan.by ? String(decoder.value(row, plan.by.column)) : '';

export const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value as string);
