import { createRequestContext, type RequestContext } from '../context.ts';
import type { Relation, Row } from '../relation.ts';
import { rowComparator } from '../resolvers/order.ts';
import type { FetchedRow, Source } from '../sources/source.ts';
import type { Condition, Plan, RowsPlan } from '../sql/plan.ts';

type Cells = Readonly<Record<string, string | number | boolean | null>>;

export interface MemorySource extends Source {
  /** Every plan that was asked, in order: what a database would have seen as statements. */
  readonly asked: Plan[];
  /** Set to make every statement fail. */
  fault: Error | null;
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

function holds(cells: Cells, condition: Condition): boolean {
  const value = cells[condition.column] ?? null;
  if (condition.op === 'isNull') return value === null;
  if (condition.op === 'isNotNull') return value !== null;
  if (value === null) return false;
  if ('values' in condition) return condition.values.includes(value);
  if (!('value' in condition)) return false;
  const bound = condition.value;
  const sign =
    typeof value === 'number' && typeof bound === 'number' ? value - bound : value < bound ? -1 : value > bound ? 1 : 0;
  return { gte: sign >= 0, lt: sign < 0, gt: sign > 0, lte: sign <= 0 }[condition.op];
}

/** A `Source` over rows in memory, for tests of resolvers and gateway: same contract, no database. */
export function memorySource(system: string, tables: Readonly<Record<string, readonly Cells[]>>): MemorySource {
  const asked: Plan[] = [];

  function matching(plan: Plan, context: RequestContext): { parent: string; cells: Cells }[] {
    asked.push(plan);
    if (source.fault) {
      context.ledger.record(system, 'UNAVAILABLE', 1, null);
      throw source.fault;
    }
    context.ledger.record(system, 'OK', 1, '2026-01-01T00:00:00Z');
    const by = plan.by;
    return (tables[plan.relation.name] ?? [])
      .filter((cells) => (plan.where ?? []).every((condition) => holds(cells, condition)))
      .map((cells) => ({ parent: by ? (textOf(cells[by.column]) ?? '') : '', cells }))
      .filter(({ parent }) => !by || by.keys.includes(parent));
  }

  function fetched<R extends Relation>(plan: RowsPlan & { relation: R }, cells: Cells, parent: string): FetchedRow<R> {
    const sorts = [...(plan.order ?? []).map((o) => o.column), ...plan.relation.key];
    const values = sorts.map((column) => textOf(cells[column]));
    const picked = Object.fromEntries(plan.columns.map((column) => [column, cells[column] ?? null]));
    return { row: { system, ...picked } as Row<R>, parent, raw: values, decoded: values };
  }

  const source: MemorySource = {
    system,
    title: system,
    serves: [],
    freshness: { warnAfterMs: 1, errorAfterMs: 2 },
    asked,
    fault: null,
    ordersAsNumber: () => false,
    has: (relation) => relation.name in tables,
    async rows(plan, context) {
      const compare = rowComparator(plan.relation, plan.order ?? [], () => false);
      const after = plan.after;
      let rows = matching(plan, context).map(({ cells, parent }) => fetched(plan, cells, parent));
      if (after) {
        const mark: FetchedRow = { row: { system: after.system }, parent: '', raw: after.raw, decoded: after.decoded };
        rows = rows.filter((row) => compare(row, mark) > 0);
      }
      if (plan.order) rows.sort(compare);
      const taken = new Map<string, number>();
      return rows.filter(({ parent }) => {
        taken.set(parent, (taken.get(parent) ?? 0) + 1);
        return plan.first === undefined || (taken.get(parent) ?? 0) <= plan.first;
      });
    },
    async count(plan, context) {
      const counts = new Map<string, number>();
      for (const { parent } of matching(plan, context)) counts.set(parent, (counts.get(parent) ?? 0) + 1);
      return [...counts].map(([parent, count]) => ({ parent, count }));
    },
    async sum(plan, context) {
      return matching(plan, context).map(({ parent, cells }) => ({
        parent,
        group: plan.groupBy.map((column) => textOf(cells[column])),
        sum: textOf(cells[plan.sum]) ?? '0',
        count: 1,
      }));
    },
    async *stream() {
      yield* [];
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return source;
}

/** A context for tests that ask a source or a resolver directly. */
export const testContext = (): RequestContext => createRequestContext({ requestId: 'test', timeoutMs: 10_000 });
