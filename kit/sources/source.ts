import type { RequestContext } from '../context.ts';
import type { Relation, Row } from '../relation.ts';
import type { CountPlan, RowsPlan, SumPlan } from '../sql/plan.ts';

/** A fetched row with what a cursor needs: the values of order and key columns, raw and decoded. */
export interface FetchedRow<R extends Relation = Relation> {
  readonly row: Row<R>;
  /** Value of the `by` column as key text (`encodeKey`), '' without `by`. */
  readonly parent: string;
  /** Order columns, then key columns, as the source wrote them. */
  readonly raw: readonly (string | null)[];
  readonly decoded: readonly (string | null)[];
}

export interface Count {
  readonly parent: string;
  readonly count: number;
}

export interface Sum {
  readonly parent: string;
  readonly group: readonly (string | null)[];
  /** Exact decimal text. */
  readonly sum: string;
  readonly count: number;
}

/**
 * One legacy system, open for reading. Every method is one SQL statement, bounded by the limits of the source and the
 * deadline of the request, cancelled on the server when the request is aborted, and entered in the request's ledger.
 * Errors: HubError LEGACY_UNAVAILABLE, LEGACY_TIMEOUT, LEGACY_DATA_INVALID, LEGACY_LIMIT_EXCEEDED, REQUEST_CANCELLED.
 */
export interface Source {
  readonly system: string;
  readonly title: string;
  readonly serves: readonly string[];
  /** How old the last reading of its feeds may be, milliseconds. */
  readonly freshness: { readonly warnAfterMs: number; readonly errorAfterMs: number };
  /** Whether the folder has a SELECT for the relation. */
  has(relation: Relation): boolean;
  /**
   * Whether the database orders a `key` column as a number (9 before 10) rather than as text (10 before 9): rows of
   * several accounts are merged in the database's own order. Known once rows of the relation were fetched.
   */
  ordersAsNumber(relation: Relation, column: string): boolean;
  rows<R extends Relation>(
    plan: RowsPlan & { relation: R },
    context: RequestContext,
  ): Promise<readonly FetchedRow<R>[]>;
  count(plan: CountPlan, context: RequestContext): Promise<readonly Count[]>;
  sum(plan: SumPlan, context: RequestContext): Promise<readonly Sum[]>;
  /** All rows of a feed in key order, in batches; bounded memory. For `hub sync`. */
  stream<R extends Relation>(relation: R, context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]>;
  /** A cheap statement that shows that the system answers. */
  ping(context: RequestContext): Promise<void>;
  close(): Promise<void>;
}
