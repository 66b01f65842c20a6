import type { PromiseOrValue } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import type { Along, RowsPlan } from '../sql/plan.ts';
import { listWanted } from './fetch.ts';
import { column, type Field, type SetCall } from './field.ts';
import type { Parent, Selection } from './set-entry.ts';

/** Representations -> parents, aligned; null for unknown. */
export type ReferenceResolver = (call: SetCall) => PromiseOrValue<readonly (Parent | Error | null)[]>;

/** How one object type of the SDL is resolved: every field of the SDL has an entry here, checked at start. */
export interface ObjectType<R extends Relation = Relation> {
  readonly name: string;
  /** Null for types whose parents are no rows: Query, Customer in a domain subgraph. */
  readonly relation: R | null;
  readonly fields: Readonly<Record<string, Field>>;
  readonly references: ReferenceResolver | null;
}

type FieldOrColumn<R extends Relation> = Field | (keyof R['columns'] & string);

/**
 * A type whose parents are rows of `relation`; a field given as text is the column of that name.
 * `references` resolves `_entities`: see kit/resolvers/references.ts.
 */
export function rowType<R extends Relation>(
  name: string,
  relation: R,
  definition: { references?: ReferenceResolver; fields: Record<string, FieldOrColumn<R>> },
): ObjectType<R> {
  const fields: Record<string, Field> = {};
  for (const [field, value] of Object.entries(definition.fields))
    fields[field] = typeof value === 'string' ? column(value) : value;
  for (const [field, value] of Object.entries(fields))
    for (const wanted of value.columns)
      if (wanted !== 'system' && !(wanted in relation.columns))
        throw new Error(`${name}.${field}: relation ${relation.name} has no column ${wanted}`);
  return { name, relation, fields, references: definition.references ?? null };
}

/** A type whose parents are something else than rows: the root, representations, values made by a set resolver. */
export function plainType(
  name: string,
  definition: { references?: ReferenceResolver; fields: Record<string, Field> },
): ObjectType {
  return { name, relation: null, fields: definition.fields, references: definition.references ?? null };
}

/** What a selection needs of the rows of a type. */
export type RowsWanted = Pick<RowsPlan, 'columns' | 'along'>;

/** The columns, always at least the key, so that a row is never empty; and what may come along with the rows. */
export function rowsWanted(type: ObjectType, selection: Selection): RowsWanted {
  let known = wanted.get(type);
  if (!known) wanted.set(type, (known = new WeakMap()));
  let rows = known.get(selection);
  if (!rows) {
    const along = alongOf(type, selection);
    rows = listWanted({ columns: columnsOf(type, selection), along: along.length > 0 ? along : undefined });
    known.set(selection, rows);
  }
  return rows;
}

/** The columns alone: of rows that come along themselves. */
export const columnsFor = (type: ObjectType, selection: Selection): readonly string[] =>
  rowsWanted(type, selection).columns;

/** Selections of compiled operations come again with every request. */
const wanted = new WeakMap<ObjectType, WeakMap<Selection, RowsWanted>>();

function columnsOf(type: ObjectType, selection: Selection): readonly string[] {
  const columns = new Set<string>(type.relation?.key ?? []);
  for (const field of selection.fields) for (const name of type.fields[field]?.columns ?? []) columns.add(name);
  columns.delete('system');
  return [...columns].sort();
}

function alongOf(type: ObjectType, selection: Selection): Along[] {
  return selection.fields.flatMap((name) => {
    const field = type.fields[name];
    return field?.kind === 'set' && field.along ? [field.along(selection.child(name))] : [];
  });
}
