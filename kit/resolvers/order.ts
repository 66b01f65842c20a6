import type { Column, Relation } from '../relation.ts';
import type { FetchedRow } from '../sources/source.ts';
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

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares two decoded values as the database orders them; nulls come last in either direction. */
function compareValues(column: Column | undefined, a: string | null, b: string | null, sign: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const kind = column?.kind;
  if (kind === 'integer' || kind === 'decimal') return sign * compareNumbers(a, b);
  if (kind === 'key' && integerText.test(a) && integerText.test(b)) return sign * compareNumbers(a, b);
  // `…:05Z` and `…:05.25Z`: without the Z, text order is time order
  if (kind === 'instant') return sign * compareText(a.replace('Z', ''), b.replace('Z', ''));
  return sign * compareText(a, b);
}

/** The order of a list over several systems and accounts: order columns, then system, then key. */
export function rowComparator(
  relation: Relation,
  order: readonly Order[],
): (a: FetchedRow<Relation>, b: FetchedRow<Relation>) => number {
  return (a, b) => {
    for (const [at, { column, direction }] of order.entries()) {
      const sign = direction === 'asc' ? 1 : -1;
      const result = compareValues(relation.columns[column], a.decoded[at] ?? null, b.decoded[at] ?? null, sign);
      if (result !== 0) return result;
    }
    const systems = compareText(a.row.system, b.row.system);
    if (systems !== 0) return systems;
    for (const [at, column] of relation.key.entries()) {
      const place = order.length + at;
      const result = compareValues(relation.columns[column], a.decoded[place] ?? null, b.decoded[place] ?? null, 1);
      if (result !== 0) return result;
    }
    return 0;
  };
}
