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

function compareNumbers(a: string, b: string): number {
  if (integerText.test(a) && integerText.test(b)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(a) - Number(b);
}

/** In the order of code points, as the databases have it; JavaScript's own order differs where surrogates meet others. */
function compareText(a: string, b: string): number {
  if (/[\ud800-\udfff]/.test(a + b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares two decoded values as the database orders them; nulls come last in either direction. */
function compareValues(a: string | null, b: string | null, kind: ColumnKind, sign: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (kind === 'integer' || kind === 'decimal') return sign * compareNumbers(a, b);
  // `…:05Z` and `…:05.25Z`: without the Z, text order is time order
  if (kind === 'instant') return sign * compareText(a.replace('Z', ''), b.replace('Z', ''));
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
    for (const [at, { column, direction }] of terms.entries()) {
      const systems = at === order.length ? compareText(a.row.system, b.row.system) : 0;
      if (systems !== 0) return systems;
      const kind = kindOf(column, a.row.system, b.row.system);
      const result = compareValues(a.decoded[at] ?? null, b.decoded[at] ?? null, kind, direction === 'asc' ? 1 : -1);
      if (result !== 0) return result;
    }
    return 0;
  };
}

/**
 * Rows that these sources gave for one parent, in the order of the list. Rows by one key of one system come in that order
 * already.
 */
export function inOrder<R extends Relation>(
  rows: readonly FetchedRow<R>[],
  { sources, relation, order }: { sources: readonly Source[]; relation: R; order: readonly Order[] },
): readonly FetchedRow<R>[] {
  if (isOfOneKey(rows)) return rows;
  const bySystem = new Map(sources.map((source) => [source.system, source]));
  const isNumeric: NumericKeys = (system, column) => bySystem.get(system)?.ordersAsNumber(relation, column) ?? false;
  return [...rows].sort(rowComparator(relation, order, isNumeric));
}

function isOfOneKey(rows: readonly FetchedRow[]): boolean {
  const first = rows[0];
  for (const row of rows) if (row.parent !== first?.parent || row.row.system !== first.row.system) return false;
  return true;
}
