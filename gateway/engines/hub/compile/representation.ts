import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isData, type Data } from '../data.ts';
import { merge } from '../run/merge.ts';
import { interfacesOf, isOfType } from './runtime-types.ts';

/** Takes out of an entity what a subgraph needs to find it; null when that is not all there. */
export type Represent = (entity: Data) => Data | null;

export function compileRepresentation(selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): Represent {
  const [only, ...more] = selections;
  if (only?.kind === 'InlineFragment' && only.typeCondition !== undefined && more.length === 0) {
    const { typeCondition } = only;
    const represent = compileRepresentation(only.selections, schema);
    return (entity) => (isOfType(schema, entity, typeCondition, false) ? represent(entity) : null) ?? {};
  }
  const parts = selections.map((selection) => compilePart(selection, schema));
  return (entity) => {
    const into: Data = {};
    for (const part of parts) if (!part(entity, into)) return null;
    return into;
  };
}

/** Adds to `into`; false when something is missing. */
type Part = (entity: Data, into: Data) => boolean;

function compilePart(selection: QueryPlanSelectionNode, schema: GraphQLSchema): Part {
  if (selection.kind === 'Field') return compileField(selection, schema);
  const { typeCondition, selections } = selection;
  if (typeCondition === undefined) return () => true;
  const represent = compileRepresentation(selections, schema);
  const isInterface = interfacesOf(schema);
  return (entity, into) => {
    if (!isOfType(schema, entity, typeCondition, false)) return true;
    const found = represent(entity);
    if (found) merge(into, found, isInterface);
    return true;
  };
}

function compileField({ alias, name, selections }: QueryPlanFieldNode, schema: GraphQLSchema): Part {
  const key = alias ?? name;
  const represent = selections && compileRepresentation(selections, schema);
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return represent && isData(value) ? represent(value) : (value ?? null);
  };
  return (entity, into) => {
    const value = entity[key];
    if (value === undefined) return false;
    into[name] = inner(value);
    return true;
  };
}
