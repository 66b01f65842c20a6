import { HubError } from '../errors/hub-error.ts';
import type { Condition } from '../sql/plan.ts';

/** How one field of a filter input becomes a predicate on a column. */
export interface FilterField {
  readonly column: string;
  readonly op: 'in' | 'gte' | 'lt' | 'equals';
}

/** By field name of the filter input. */
export type Filter = Readonly<Record<string, FilterField>>;

export const oneOf = (column: string): FilterField => ({ column, op: 'in' });
export const from = (column: string): FilterField => ({ column, op: 'gte' });
export const before = (column: string): FilterField => ({ column, op: 'lt' });
export const equals = (column: string): FilterField => ({ column, op: 'equals' });

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

function condition(name: string, field: FilterField, value: unknown): Condition {
  if (field.op === 'in' && Array.isArray(value)) {
    const values: readonly unknown[] = value;
    return { column: field.column, op: 'in', values: values.filter(isScalar) };
  }
  if (field.op === 'equals' && isScalar(value)) return { column: field.column, op: 'in', values: [value] };
  if ((field.op === 'gte' || field.op === 'lt') && (typeof value === 'string' || typeof value === 'number'))
    return { column: field.column, op: field.op, value };
  throw new HubError('BAD_USER_INPUT', `where.${name}: the value can't be compared with the field.`);
}

/** The `where` argument as predicates; null and absent fields filter nothing, an empty list matches nothing. */
export function conditions(filter: Filter, where: unknown): Condition[] {
  if (typeof where !== 'object' || where === null) return [];
  return Object.entries(where).flatMap(([name, value]: [string, unknown]) => {
    const field = filter[name];
    return !field || value === null || value === undefined ? [] : [condition(name, field, value)];
  });
}
