import type { ColumnKind, Relation } from '../relation.ts';
import type { Order } from './plan.ts';
import type { Part } from './shape.ts';
import { columnOf, partsOf, type Target } from './target.ts';

/**
 * One term of the complete order: the wanted columns, then the key; nulls last, text by code points, a composite key by its
 * key text. That is the order in which resolvers merge rows of several accounts and systems (kit/resolvers/order.ts).
 */
export interface OrderTerm {
  /** One physical column, or all of a composite key. */
  readonly parts: readonly [Part, ...Part[]];
  readonly direction: 'asc' | 'desc';
  readonly isNullable: boolean;
  /** Terms of the key break ties within one system. */
  readonly isTieBreak: boolean;
  readonly kind: ColumnKind;
  /** Index in the values of a keyset. */
  readonly value: number;
}

/** Columns that the mapping leaves out are null everywhere and order nothing. */
export function orderTerms(relation: Relation, order: readonly Order[], target: Target): OrderTerm[] {
  const wanted = [
    ...order.map((o) => ({ ...o, isTieBreak: false })),
    ...relation.key.map((column) => ({ column, direction: 'asc' as const, isTieBreak: true })),
  ];
  return wanted.flatMap((term, value) => {
    const [first, ...rest] = partsOf(relation, target.shape, term.column);
    if (!first) return [];
    const { required, kind } = columnOf(relation, term.column);
    const { direction, isTieBreak } = term;
    return [{ parts: [first, ...rest] as const, direction, isNullable: !required, isTieBreak, kind, value }];
  });
}

/** The expression that a term orders by and is compared as. */
export function termExpression(term: OrderTerm, alias: string, target: Target): string {
  const { dialect } = target;
  const columns = term.parts.map((part) => `${alias}.${dialect.identifier(part.name)}`);
  return columns.length === 1
    ? dialect.codePoints(term.parts[0], columns[0] ?? '')
    : dialect.keyText(term.parts, columns);
}

export function orderSql(terms: readonly OrderTerm[], alias: string, target: Target): string {
  // A column that is in the order and in the key too need not be sorted twice.
  const seen = new Set<string>();
  return terms
    .filter((term) => !seen.has(term.parts[0].name) && seen.add(term.parts[0].name))
    .map((term) => target.dialect.orderTerm(termExpression(term, alias, target), term.direction, term.isNullable))
    .join(', ');
}
