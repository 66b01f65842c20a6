import type { Relation } from '../relation.ts';

/**
 * What a resolver wants of one relation in one system, for all its parents at once; pure data, no SQL. `compose`
 * (kit/sql/compose.ts) turns it into one statement in the dialect of the source.
 */

/** One predicate on a canonical column. Values are in canonical form (decoded); the source binds them natively. */
export type Condition =
  | { readonly column: string; readonly op: 'in'; readonly values: readonly (string | number | boolean)[] }
  | { readonly column: string; readonly op: 'gte' | 'lt' | 'gt' | 'lte'; readonly value: string | number }
  | { readonly column: string; readonly op: 'isNull' | 'isNotNull' };

export interface Order {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** Where the previous page of ONE parent ended. `values` align with `order` plus the key columns. */
export interface Keyset {
  readonly system: string;
  /** The last row's values of the order columns, then of the key columns, as the source wrote them (raw text). */
  readonly raw: readonly (string | null)[];
  /** The same, decoded: used when another system continues after this row. */
  readonly decoded: readonly (string | null)[];
}

/** The set of parents: rows whose `column` holds one of `keys`; a composite legacy key is joined by `encodeKey`. */
export interface Parents {
  readonly column: string;
  readonly keys: readonly string[];
}

interface Base {
  readonly relation: Relation;
  /** Rows of these parents only; without it all rows of the relation (root fields, feeds). */
  readonly by?: Parents | undefined;
  readonly where?: readonly Condition[] | undefined;
  /** Plans for one relation and column that have the same object here differ in nothing but the keys. */
  readonly like?: object | undefined;
}

/** Rows of another relation of the same system that are to come along with each row: those whose `column` equals its `equals`. */
export interface Along {
  /** Property of the row under which they come. */
  readonly name: string;
  readonly relation: Relation;
  readonly column: string;
  readonly equals: string;
  readonly columns: readonly string[];
  readonly order?: readonly Order[] | undefined;
  /** At most so many per row. */
  readonly first?: number | undefined;
}

export interface RowsPlan extends Base {
  readonly kind: 'rows';
  /** Canonical columns wanted; the source adds `by`, order and key columns as needed. */
  readonly columns: readonly string[];
  readonly order?: readonly Order[] | undefined;
  /** At most so many rows PER PARENT (in all, without `by`). */
  readonly first?: number | undefined;
  /** Applies to every parent alike. */
  readonly after?: Keyset | undefined;
  /** Where the source can't bring them along the rows lack the property, and they are to be asked for. */
  readonly along?: readonly Along[] | undefined;
  /** Nobody will ask where a row stands in the list: rows need not keep what their source wrote of it. */
  readonly withoutPlaces?: boolean | undefined;
  /** Such rows could come along with their parents: worth knowing whether the system finds them by their key. */
  readonly couldComeAlong?: boolean | undefined;
}

/** How many rows each parent has: one statement for all parents. Without `by`, one count under the key ''. */
export interface CountPlan extends Base {
  readonly kind: 'count';
}

/** Sums (and counts) per parent and group: `balance` per currency, survey scores. */
export interface SumPlan extends Base {
  readonly kind: 'sum';
  readonly sum: string;
  readonly groupBy: readonly string[];
}

export type Plan = RowsPlan | CountPlan | SumPlan;
