import {
  getNamedType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { SetEntry } from '../../../../kit/resolvers/set-entry.ts';
import { collect } from '../write/collect.ts';
import type { LaterKeys } from '../compile/later-keys.ts';
import type { OwnPlaces } from '../compile/own-places.ts';
import type { Place } from '../compile/client-value.ts';
import { fromThirdUse } from '../code.ts';
import { compileArguments } from './compile-arguments.ts';
import { completeOf } from './complete.ts';
import { compileText } from './compile-text.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';
import { makeLevel } from './made-level.ts';
import { fixedSelection } from './selection.ts';

export interface LevelCompiler {
  readonly schema: GraphQLSchema;
  readonly sets: SetEntry;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly own: OwnPlaces;
  readonly later: LaterKeys;
}

/** `place` is seen from the fetch. Null when something is selected that sets can't resolve: what may be of several types, or what federation adds. */
export function compileLevel(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  compiler: LevelCompiler,
  place: Place = '',
): LevelPlan | null {
  const names: string[] = [];
  const fields: FieldPlan[] = [];
  for (const [key, nodes] of collect(compiler.schema, compiler.fragments, type.name, sets)) {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      names.push(key);
      continue;
    }
    const definition = name.startsWith('_') ? undefined : type.getFields()[name];
    const field = definition && compileField(type, { key, place: `${place}.${key}` }, definition, nodes, compiler);
    if (!field) return null;
    fields.push(field);
  }
  const later = [...(compiler.later.get(place) ?? [])];
  const level = { typeName: type.name, names, fields, later };
  return { ...level, made: fromThirdUse(() => makeLevel(level)) };
}

function compileField(
  type: GraphQLObjectType,
  { key, place }: { key: string; place: Place },
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  compiler: LevelCompiler,
): FieldPlan | null {
  const { name } = definition;
  const complete = completeOf(type, definition);
  const named = getNamedType(definition.type);
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  const below = isObjectType(named) ? compileLevel(named, sets, compiler, place) : null;
  if (!complete || (isObjectType(named) && !below)) return null;
  const wanted = compiler.own.get(place);
  return {
    typeName: type.name,
    name,
    key,
    type: definition.type,
    read: compiler.sets.reader(type.name, name),
    args: compileArguments(definition, nodes[0]),
    selection: fixedSelection(nodes, compiler.fragments, null),
    complete,
    text: wanted ? compileText(wanted, definition.type, below) : null,
    below,
  };
}
