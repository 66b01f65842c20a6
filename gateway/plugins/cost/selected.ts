import {
  isAbstractType,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from '../../engines/hub/plan/operation.ts';

/** An operation under given values of the variables on which `@skip` and `@include` depend. */
export interface Selecting {
  readonly operation: Operation;
  readonly conditions: Readonly<Record<string, unknown>>;
}

export function operationRoot(
  schema: GraphQLSchema,
  { operation: { definition } }: Selecting,
): { type: GraphQLObjectType; set: SelectionSetNode } {
  const type = schema.getRootType(definition.operation);
  if (!type) throw new Error(`the schema has no ${definition.operation}`);
  return { type, set: definition.selectionSet };
}

/** Fields of an object type that selections ask for, by response key; without those of introspection. */
export function selected(
  schema: GraphQLSchema,
  selecting: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const applies = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  };
  const gather = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, selecting.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) gather(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = selecting.operation.fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) gather(fragment.selectionSet);
      }
    }
  };
  sets.forEach(gather);
  return fields;
}

function isIncluded({ directives = [] }: SelectionNode, conditions: Selecting['conditions']): boolean {
  return directives.every((directive) => {
    if (directive.name.value === 'skip') return !isTrue(directive, conditions);
    return directive.name.value !== 'include' || isTrue(directive, conditions);
  });
}

function isTrue({ arguments: args = [] }: DirectiveNode, conditions: Selecting['conditions']): boolean {
  const value = args.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return conditions[value.name.value] === true;
  return value?.kind === Kind.BOOLEAN && value.value;
}
