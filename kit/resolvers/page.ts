import { andThen } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import type { FetchedRow } from '../sources/source.ts';
import type { Keyset } from '../sql/plan.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fetchCounts, fetchRows, listWanted, type Share } from './fetch.ts';
import { set, type SetField } from './field.ts';
import { conditions, type Filter } from './filter.ts';
import { everyRow, type Link } from './link.ts';
import { relationOf, type TypeOf } from './lists.ts';
import { rowsWanted } from './object-type.ts';
import { once } from './once.ts';
import { inOrder, listOrder, parseOrder } from './order.ts';
import { maxPageSize, maxRootPageSize, pageSize } from './page-size.ts';
import { perOperation } from './per-operation.ts';
import { mergeSelections } from './selection.ts';
import type { Selection } from './set-entry.ts';

export interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly nodes: readonly unknown[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Null when nobody asked; an Error concerns this field alone. */
  readonly totalCount: number | Error | null;
}

interface PageOptions<T> {
  readonly first: number;
  readonly hasPreviousPage: boolean;
  readonly cursor: (row: T) => string;
  readonly node: (row: T) => unknown;
}

/** One page from rows in order, of which there may be one more than `first`: it shows that more follows. */
export const connection = <T>(
  rows: readonly T[],
  options: PageOptions<T>,
  totalCount: Connection['totalCount'] = null,
): Page<T> => new Page(rows, options, totalCount);

/** What nobody selects (cursors above all) is not made. */
class Page<T> implements Connection {
  constructor(
    private readonly rows: readonly T[],
    private readonly options: PageOptions<T>,
    readonly totalCount: Connection['totalCount'],
  ) {}

  get edges(): Connection['edges'] {
    const { cursor, node } = this.options;
    return this.#shown().map((row) => ({
      get cursor() {
        return cursor(row);
      },
      node: node(row),
    }));
  }

  get nodes(): readonly unknown[] {
    return this.#shown().map(this.options.node);
  }

  get pageInfo(): Connection['pageInfo'] {
    const shown = this.#shown();
    const { first, hasPreviousPage, cursor } = this.options;
    return {
      hasNextPage: this.rows.length > first,
      hasPreviousPage,
      get startCursor() {
        return shown[0] === undefined ? null : cursor(shown[0]);
      },
      get endCursor() {
        const last = shown.at(-1);
        return last === undefined ? null : cursor(last);
      },
    };
  }

  /** The same page, with the count of all. */
  counted(totalCount: Connection['totalCount']): Page<T> {
    return new Page(this.rows, this.options, totalCount);
  }

  #shown(): readonly T[] {
    return this.rows.length > this.options.first ? this.rows.slice(0, this.options.first) : this.rows;
  }
}

/** What is selected of the nodes, however the query reaches them. */
export function nodeSelection(selection: Selection): Selection {
  let nodes = nodeSelections.get(selection);
  if (!nodes) {
    nodes = mergeSelections(selection.child('nodes'), selection.child('edges').child('node'));
    nodeSelections.set(selection, nodes);
  }
  return nodes;
}

/** Selections of compiled operations come again with every request. */
const nodeSelections = new WeakMap<Selection, Selection>();

/** Whether anything but the count is wanted. */
export const wantsRows = (selection: Selection): boolean =>
  selection.has('nodes') || selection.has('edges') || selection.has('pageInfo');

/** Whether the place of any row is wanted. */
export const wantsCursors = (selection: Selection): boolean =>
  selection.child('edges').has('cursor') ||
  selection.child('pageInfo').has('startCursor') ||
  selection.child('pageInfo').has('endCursor');

const keysetOf = (row: FetchedRow): Keyset => ({ system: row.row.system, raw: row.raw, decoded: row.decoded });

const rowOf = ({ row }: FetchedRow): unknown => row;

/**
 * A Relay connection: first N per parent in one statement per source, keyset paging over all systems of the parent,
 * `totalCount` counted only when selected. `order` like `placed_at desc`; system and key break ties.
 */
export function page<R extends Relation>(
  type: TypeOf<R>,
  options: { link: Link; order: readonly string[]; where?: Filter },
): SetField {
  // Types may name each other, so they are looked at when the first call comes.
  const fixed = once(() => {
    const target = type();
    const relation = relationOf(target);
    const order = parseOrder(relation, options.order);
    const list = [relation.name, ...options.order].join(',');
    return { target, relation, order, list, cursorIn: (row: FetchedRow) => encodeCursor(list, keysetOf(row)) };
  });
  const asked = perOperation(({ args, selection, sources }) => {
    const { target, relation, order, list, cursorIn } = fixed();
    const first = pageSize(args['first'], options.link === everyRow ? maxRootPageSize : maxPageSize);
    const where = conditions(options.where ?? {}, args['where']);
    const cursor = args['after'];
    const after = typeof cursor === 'string' ? decodeCursor(list, cursor, order.length + relation.key.length) : null;
    const rows = listWanted({
      ...rowsWanted(target, nodeSelection(selection)),
      where,
      order,
      first: first + 1,
      after: after ?? undefined,
      withoutPlaces: !wantsCursors(selection),
    });
    const shown = { first, hasPreviousPage: after !== null, cursor: cursorIn, node: rowOf };
    const compare = listOrder(sources, relation, order);
    const pageOf = (share: Share<FetchedRow<R>>): Page<FetchedRow<R>> | Error =>
      share instanceof Error ? share : connection(inOrder(share, compare), shown);
    return {
      where,
      shown,
      pageOf,
      rows: wantsRows(selection) ? rows : null,
      hasTotal: selection.has('totalCount'),
    };
  });
  return set((call) => {
    const { relation } = fixed();
    const { where, shown, pageOf, rows, hasTotal } = asked(call);
    const pages = rows
      ? fetchRows(call, relation, options.link, rows, pageOf)
      : call.parents.map(() => connection<FetchedRow<R>>([], shown));
    if (!hasTotal) return pages;
    const counts = fetchCounts(call, relation, options.link, where);
    return andThen(pages, (all) =>
      andThen(counts, (totals) => all.map((one, at) => (one instanceof Error ? one : one.counted(totals[at] ?? null)))),
    );
  }, options.link.parentColumns);
}
