import type { Relation } from '../relation.ts';
import { fetchRows } from './fetch.ts';
import { set, type SetField } from './field.ts';
import type { Link } from './link.ts';
import { columnsFor, type ObjectType } from './object-type.ts';
import { once } from './once.ts';
import { inOrder, parseOrder } from './order.ts';
import { pageSize } from './page-size.ts';

export type TypeOf<R extends Relation> = () => ObjectType<R>;

export function relationOf<R extends Relation>(type: ObjectType<R>): R {
  if (type.relation === null) throw new Error(`type ${type.name} has no relation: it can't be fetched`);
  return type.relation;
}

/**
 * A list that stays small by nature (lines of an order, stock of a product): no paging, bounded by the row limit of the
 * source. `order` like `line_no asc`. A field with an argument `first` is cut there, in SQL.
 */
export function many<R extends Relation>(type: TypeOf<R>, options: { link: Link; order: readonly string[] }): SetField {
  const fixed = once(() => {
    const target = type();
    const relation = relationOf(target);
    return { target, relation, order: parseOrder(relation, options.order) };
  });
  return set(async (call) => {
    const { target, relation, order } = fixed();
    const columns = columnsFor(target, call.selection);
    const first = call.args['first'] === undefined ? null : pageSize(call.args['first']);
    const shares = await fetchRows(call, relation, options.link, { columns, order, ...(first !== null && { first }) });
    return shares.map((share) => {
      if (share instanceof Error) return share;
      const rows = inOrder(share, { sources: call.sources, relation, order }).map(({ row }) => row);
      return first === null ? rows : rows.slice(0, first);
    });
  }, options.link.parentColumns);
}

/** At most one row per parent: the sales person of a quote, the campaign of a touch. Null when there is none. */
export function one<R extends Relation>(type: TypeOf<R>, options: { link: Link }): SetField {
  return set(async (call) => {
    const target = type();
    const columns = columnsFor(target, call.selection);
    const shares = await fetchRows(call, relationOf(target), options.link, { columns });
    return shares.map((share) => (share instanceof Error ? share : (share[0]?.row ?? null)));
  }, options.link.parentColumns);
}
