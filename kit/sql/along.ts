import type { Bindings } from './bindings.ts';
import { conditionSql } from './conditions.ts';
import { orderSql, orderTerms } from './order.ts';
import type { Along, Condition } from './plan.ts';
import type { Part } from './shape.ts';
import { partsOf, type Target } from './target.ts';

/** What comes along with the rows of a plan, and how the system serves it. */
export interface Companion {
  readonly along: Along;
  readonly target: Target;
  /** The viewer's, on its relation. */
  readonly restrictions: readonly Condition[];
  /** Columns of the row that hold the key, as the system has them. */
  readonly equals: readonly Part[];
}

/** Types whose cast to text gives what the server writes for them (boolean has its own way). */
const plainTypes = new Set([
  ...['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'text', 'varchar', 'bpchar', 'bool', 'uuid', 'date'],
  ...['timestamp', 'timestamptz', 'time', '_text', '_varchar'],
]);
/** Types of which equal values are one key, whatever the collation. */
const keyTypes = new Set(['int2', 'int4', 'int8', 'text', 'varchar', 'bpchar', 'uuid']);

/** Name of the column that has the n-th. */
export const alongColumn = (n: number): string => `hub_along_${String(n)}`;

/** The physical columns of each that comes along, in their order. */
export function alongParts({ along, target }: Pick<Companion, 'along' | 'target'>): readonly Part[] {
  const { relation, columns, column, order = [] } = along;
  const names = new Set([...columns, column, ...order.map((term) => term.column), ...relation.key]);
  const parts = [...names].flatMap((name) => partsOf(relation, target.shape, name));
  return [...new Map(parts.map((part) => [part.name, part])).values()];
}

/** Whether rows can come along in this way: PostgreSQL's, with keys of the same simple types on both sides. */
export function canComeAlong({ along, target, equals }: Omit<Companion, 'restrictions'>): boolean {
  const keys = partsOf(along.relation, target.shape, along.column);
  return (
    target.dialect.name === 'postgres' &&
    keys.length > 0 &&
    keys.length === equals.length &&
    keys.every(({ type }, at) => keyTypes.has(type) && type === equals[at]?.type) &&
    alongParts({ along, target }).every(({ type }) => plainTypes.has(type))
  );
}

/** Columns to be selected beside those of the row, whose alias is `row` and must not be `a`; with a comma before each. */
export const alongColumns = (row: string, along: readonly Companion[], bindings: Bindings): string =>
  along.map((one, n) => `,\n  ${alongSql(row, one, bindings)} as ${alongColumn(n)}`).join('');

/** A list of rows, each a list of its columns as text: an array that `TextRows` reads. */
function alongSql(row: string, companion: Companion, bindings: Bindings): string {
  const { along, target, restrictions, equals } = companion;
  const { dialect } = target;
  const name = (alias: string, part: Part | undefined): string => `${alias}.${dialect.identifier(part?.name ?? '')}`;
  const asText = (part: Part): string =>
    part.type === 'bool'
      ? `case ${name('a', part)} when true then 't' when false then 'f' end`
      : `${name('a', part)}::text`;
  const keys = partsOf(along.relation, target.shape, along.column);
  const joined = keys.map((part, at) => `${name('a', part)} = ${name(row, equals[at])}`);
  const conditions = restrictions.map((one) => conditionSql(along.relation, one, target, bindings));
  const from =
    conditions.length === 0
      ? `(\n${target.mapping}\n) a`
      : `(select * from (\n${target.mapping}\n) r where ${conditions.join(' and ')}) a`;
  const order = orderSql(orderTerms(along.relation, along.order ?? [], target), 'a', target);
  const limit = bindings.add(Math.min(along.first ?? Infinity, target.rowLimit + 1));
  return (
    `(select array_agg(j.v) from (select array[${alongParts(companion).map(asText).join(', ')}] as v\n` +
    `from ${from}\nwhere ${joined.join(' and ')}\norder by ${order}\nlimit ${limit}) j)`
  );
}
