import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { SetEntry } from '../../../../kit/resolvers/set-entry.ts';
import { collect } from '../write/collect.ts';
import type { OwnPlaces } from '../compile/own-places.ts';
import type { Place } from '../compile/client-value.ts';
import { completeOf } from './complete.ts';
import { compileText } from './compile-text.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';
import { fixedSelection } from './selection.ts';

export interface LevelCompiler {
  readonly schema: GraphQLSchema;
  readonly sets: SetEntry;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly own: OwnPlaces;
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
  return { typeName: type.name, names, fields };
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
    args: compileArgs(definition, nodes),
    selection: fixedSelection(nodes, compiler.fragments, null),
    complete,
    text: wanted ? compileText(wanted, definition.type, below) : null,
    below,
  };
}

/** Arguments without variables are read once. */
function compileArgs(definition: GraphQLField<unknown, unknown>, [node]: readonly FieldNode[]): FieldPlan['args'] {
  if (!node || definition.args.length === 0) return noArgs;
  if (node.arguments?.some(({ value }) => hasVariable(value)))
    return (variables) => getArgumentValues(definition, node, variables);
  const constant = getArgumentValues(definition, node, {});
  return () => constant;
}

const none = {};
const noArgs: FieldPlan['args'] = () => none;

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value));
}
