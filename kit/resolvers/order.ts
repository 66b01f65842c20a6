import type { ColumnKind, Relation } from '../relation.ts';
import type { FetchedRow, Source } from '../sources/source.ts';
import type { Order } from '../sql/plan.ts';

/** `placed_at desc` -> Order; throws on a column that the relation lacks. */
export function parseOrder(relation: Relation, terms: readonly string[]): Order[] {
  return terms.map((term) => {
    const [column = '', direction = 'asc'] = term.split(' ');
    if (!(column in relation.columns)) throw new Error(`order «${term}»: relation ${relation.name} has no such column`);
    if (direction !== 'asc' && direction !== 'desc') throw new Error(`order «${term}»: expected asc or desc`);
    return { column, direction };
  });
}

const integerText = /^-?\d+$/;
/** Whole numbers of so many characters are exact as numbers. */
const exactLength = 15;

function compareNumbers(a: string, b: string): number {
  if (a.length <= exactLength && b.length <= exactLength) return Number(a) - Number(b);
  if (integerText.test(a) && integerText.test(b)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(a) - Number(b);
}

/** In the order of code points, as the databases have it; of each text as much as lies before its end. */
export function compareText(a: string, b: string, endOfA = a.length, endOfB = b.length): number {
  const end = Math.min(endOfA, endOfB);
  for (let at = 0; at < end; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return endOfA - endOfB;
}

/** Surrogates stand for code points beyond all that have one unit. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** `…:05Z` and `…:05.25Z`: without the Z, text order is time order. */
const compareInstants = (a: string, b: string): number => compareText(a, b, a.length - 1, b.length - 1);

/** Compares two decoded values as the database orders them; nulls come last in either direction. */
function compareValues(a: string | null, b: string | null, kind: ColumnKind, sign: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (kind === 'integer' || kind === 'decimal') return sign * compareNumbers(a, b);
  if (kind === 'instant') return sign * compareInstants(a, b);
  return sign * compareText(a, b);
}

export type RowComparator = (a: FetchedRow<Relation>, b: FetchedRow<Relation>) => number;

/** Whether a system orders a key column as a number: `Source.ordersAsNumber`. */
export type NumericKeys = (system: string, column: string) => boolean;

/** The order of a list over several systems and accounts: order columns, then system, then key. */
export function rowComparator(relation: Relation, order: readonly Order[], isNumeric: NumericKeys): RowComparator {
  const kindOf = (column: string, a: string, b: string): ColumnKind => {
    const kind = relation.columns[column]?.kind ?? 'text';
    return kind === 'key' && isNumeric(a, column) && isNumeric(b, column) ? 'integer' : kind;
  };
  const terms = [...order, ...relation.key.map((column): Order => ({ column, direction: 'asc' }))];
  return (a, b) => {
    const [left, right] = [a.decoded, b.decoded];
    for (let at = 0; at < terms.length; at++) {
      const systems = at === order.length ? compareText(a.row.system, b.row.system) : 0;
      if (systems !== 0) return systems;
      const { column = '', direction } = terms[at] ?? {};
      const kind = kindOf(column, a.row.system, b.row.system);
      const result = compareValues(left[at] ?? null, right[at] ?? null, kind, direction === 'asc' ? 1 : -1);
      if (result !== 0) return result;
    }
    return 0;
  };
}

/** The order of a list of rows of these sources. */
export function listOrder(sources: readonly Source[], relation: Relation, order: readonly Order[]): RowComparator {
  const bySystem = new Map(sources.map((source) => [source.system, source]));
  return rowComparator(
    relation,
    order,
    (system, column) => bySystem.get(system)?.ordersAsNumber(relation, column) ?? false,
  );
}

/** Rows of one parent in the order of their list. Those by one key of one system come in that order already. */
export const inOrder = <R extends Relation>(
  rows: readonly FetchedRow<R>[],
  compare: RowComparator,
): readonly FetchedRow<R>[] => (isOfOneKey(rows) ? rows : [...rows].sort(compare));

function isOfOneKey(rows: readonly FetchedRow[]): boolean {
  const first = rows[0];
  for (const row of rows) if (row.parent !== first?.parent || row.row.system !== first.row.system) return false;
  return true;
}
