import { objectOfValues } from '../database/object-maker.ts';
import type { PromiseOrValue } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import type { FetchedRow } from '../sources/source.ts';
import { fetchRows, type Share } from './fetch.ts';
import { computed, set, type LeafField, type SetCall, type SetField } from './field.ts';
import { bySharedKey, type Link } from './link.ts';
import { relationOf, type TypeOf } from './lists.ts';
import { rowsWanted, type ReferenceResolver } from './object-type.ts';
import { once } from './once.ts';
import { decodeId, encodeId } from './opaque-id.ts';
import type { Parent } from './set-entry.ts';

function singleKey(relation: Relation): string {
  const [column, ...more] = relation.key;
  if (column === undefined || more.length > 0)
    throw new Error(`relation ${relation.name}: an entity needs exactly one key column`);
  return column;
}

/** The opaque `id` of a row. */
export function entityId(relation: Relation): LeafField {
  const column = singleKey(relation);
  return computed([column], (parent) =>
    encodeId({ relation: relation.name, system: String(parent['system']), key: String(parent[column]) }),
  );
}

const byOpaqueIdLink = (relation: Relation): Link => ({
  column: singleKey(relation),
  parentColumns: [],
  equals: null,
  keys: (parent) => {
    const id = decodeId(relation.name, parent['id']);
    return id ? [{ system: id.system, id: id.key }] : [];
  },
});

function firstRows<R extends Relation>(
  call: SetCall,
  type: TypeOf<R>,
  link: Link,
): PromiseOrValue<(Parent | Error | null)[]> {
  const target = type();
  return fetchRows(call, relationOf(target), link, rowsWanted(target, call.selection), firstRow);
}

const firstRow = (share: Share<FetchedRow>): Parent | Error | null =>
  share instanceof Error ? share : (share[0]?.row ?? null);

/** `_entities` of a type with `@key(fields: "id")`: one statement per system. */
export function byOpaqueId<R extends Relation>(type: TypeOf<R>): ReferenceResolver {
  const link = once(() => byOpaqueIdLink(relationOf(type())));
  return (call) => firstRows(call, type, link());
}

/** `_entities` of a type whose key is the same in every system (`Product.sku`): the first source that knows it answers. */
export function bySharedColumn<R extends Relation>(
  type: TypeOf<R>,
  column: string,
  field: string = column,
): ReferenceResolver {
  const link = bySharedKey(column, field);
  return (call) => firstRows(call, type, link);
}

/** `_entities` of a type that other subgraphs own: the representation is all that we need. */
export const asRepresentation: ReferenceResolver = ({ parents }) => parents;

/** Root field `type(id: ID!)`: the entity, or null. */
export function lookup(references: ReferenceResolver, argument = 'id'): SetField {
  const representation = objectOfValues<unknown>([argument]);
  return set((call) => {
    const { args, context, selection, sources } = call;
    const parents = call.parents.map(() => representation([args[argument]]));
    return references({ parents, args, context, selection, sources });
  });
}
