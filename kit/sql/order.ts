import type { Relation } from '../relation.ts';
import type { Order } from './plan.ts';
import type { Part } from './shape.ts';
import { columnOf, partsOf, type Target } from './target.ts';

/** One term of the complete order: the wanted columns (nulls last, text by code points), then the key. */
export interface OrderTerm {
  readonly part: Part;
  readonly direction: 'asc' | 'desc';
  readonly isNullable: boolean;
  /** Terms of the key break ties within one system; they keep the system's own order, so that its index serves. */
  readonly isTieBreak: boolean;
  /** Index in the values of a keyset, and in the parts of that (composite) value. */
  readonly value: number;
  readonly partIndex: number;
  readonly parts: number;
}

/** Columns that the mapping leaves out are null everywhere and order nothing. */
export function orderTerms(relation: Relation, order: readonly Order[], target: Target): OrderTerm[] {
  const wanted = [
    ...order.map((o) => ({ ...o, isTieBreak: false })),
    ...relation.key.map((column) => ({ column, direction: 'asc' as const, isTieBreak: true })),
  ];
  return wanted.flatMap((term, value) => {
    const parts = partsOf(relation, target.shape, term.column);
    return parts.map((part, partIndex) => ({
      part,
      direction: term.direction,
      isNullable: !columnOf(relation, term.column).required,
      isTieBreak: term.isTieBreak,
      value,
      partIndex,
      parts: parts.length,
    }));
  });
}

/** The expression that a term orders by and is compared as. */
export function termExpression(term: OrderTerm, alias: string, target: Target): string {
  const column = `${alias}.${target.dialect.identifier(term.part.name)}`;
  return term.isTieBreak ? target.dialect.comparable(term.part, column) : target.dialect.codePoints(term.part, column);
}

export function orderSql(terms: readonly OrderTerm[], alias: string, target: Target): string {
  // A column that is in the order and in the key too need not be sorted twice.
  const seen = new Set<string>();
  return terms
    .filter((term) => !seen.has(term.part.name) && seen.add(term.part.name))
    .map((term) => target.dialect.orderTerm(termExpression(term, alias, target), term.direction, term.isNullable))
    .join(', ');
}
