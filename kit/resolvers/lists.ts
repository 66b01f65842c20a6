import { andThen, type PromiseOrValue } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import type { FetchedRow } from '../sources/source.ts';
import type { Along } from '../sql/plan.ts';
import { fetchRows, listWanted, type Share } from './fetch.ts';
import { alongName, cameAlong } from './along.ts';
import { set, type SetCall, type SetField } from './field.ts';
import type { Link } from './link.ts';
import { columnsFor, rowsWanted, type ObjectType } from './object-type.ts';
import { once } from './once.ts';
import { inOrder, listOrder, parseOrder } from './order.ts';
import { pageSize } from './page-size.ts';
import { perOperation } from './per-operation.ts';
import type { Parent, Selection } from './set-entry.ts';

export type TypeOf<R extends Relation> = () => ObjectType<R>;

export function relationOf<R extends Relation>(type: ObjectType<R>): R {
  if (type.relation === null) throw new Error(`type ${type.name} has no relation: it can't be fetched`);
  return type.relation;
}

type Rows = readonly Parent[];

/**
 * A list that stays small by nature (lines of an order, stock of a product): no paging, bounded by the row limit of the
 * source. `order` like `line_no asc`. A field with an argument `first` is cut there, in SQL.
 */
export function many<R extends Relation>(type: TypeOf<R>, options: { link: Link; order: readonly string[] }): SetField {
  const { link } = options;
  const fixed = once(() => {
    const target = type();
    const relation = relationOf(target);
    return { target, relation, order: parseOrder(relation, options.order) };
  });
  const asked = perOperation((call) => {
    const { target, relation, order } = fixed();
    const first = firstOf(call);
    const compare = listOrder(call.sources, relation, order);
    return {
      wanted: listWanted({
        ...rowsWanted(target, call.selection),
        order,
        first: first ?? undefined,
        withoutPlaces: true,
        couldComeAlong: link.equals !== null,
      }),
      read: (share: Share<FetchedRow<R>>): Rows | Error =>
        share instanceof Error ? share : inOrder(share, compare).map(rowOf),
    };
  });
  const ask = (call: SetCall): PromiseOrValue<(Rows | Error)[]> => {
    const { wanted, read } = asked(call);
    return fetchRows(call, fixed().relation, link, wanted, read);
  };
  return along(
    link,
    (selection) => {
      const { target, relation, order } = fixed();
      return { relation, order, columns: columnsFor(target, selection) };
    },
    ask,
    (rows, call) => {
      const first = firstOf(call);
      return first === null ? rows : rows.slice(0, first);
    },
  );
}

const firstOf = ({ args }: Pick<SetCall, 'args'>): number | null =>
  args['first'] === undefined ? null : pageSize(args['first']);

const rowOf = ({ row }: FetchedRow): Parent => row;

const firstOfShare = (share: Share<FetchedRow>): Rows | Error =>
  share instanceof Error ? share : share.slice(0, 1).map(rowOf);

/** At most one row per parent: the sales person of a quote, the campaign of a touch. Null when there is none. */
export function one<R extends Relation>(type: TypeOf<R>, options: { link: Link }): SetField {
  const { link } = options;
  const wanted = perOperation(({ selection }) =>
    listWanted({ ...rowsWanted(type(), selection), withoutPlaces: true, couldComeAlong: link.equals !== null }),
  );
  const ask = (call: SetCall): PromiseOrValue<(Rows | Error)[]> => {
    return fetchRows(call, relationOf(type()), link, wanted(call), firstOfShare);
  };
  return along(
    link,
    (selection) => ({ relation: relationOf(type()), columns: columnsFor(type(), selection), first: 1 }),
    ask,
    ([row]) => row ?? null,
  );
}

/** A field whose rows come along with their parents where that can be, and are asked for where it can't. */
function along(
  link: Link,
  wanted: (selection: Selection) => Pick<Along, 'relation' | 'columns' | 'order' | 'first'>,
  ask: (call: SetCall) => PromiseOrValue<readonly (Rows | Error)[]>,
  read: (rows: Rows, call: SetCall) => unknown,
): SetField {
  const name = alongName();
  const { column, equals, parentColumns } = link;
  const resolve = (call: SetCall): PromiseOrValue<readonly unknown[]> =>
    andThen(equals === null ? ask(call) : cameAlong(call, name, ask), (all) =>
      all.map((rows) => (rows instanceof Error ? rows : read(rows, call))),
    );
  return set(
    resolve,
    parentColumns,
    equals === null ? null : (selection) => ({ ...wanted(selection), name, column, equals }),
  );
}
