import type { ASTNode } from 'graphql';

/** What each node of an executable document is made of, in order; names are no parts. Nodes of other kinds have no entry. */
const parts: Readonly<Record<string, readonly string[]>> = {
  Document: ['definitions'],
  OperationDefinition: ['variableDefinitions', 'directives', 'selectionSet'],
  VariableDefinition: ['variable', 'type', 'defaultValue', 'directives'],
  Variable: [],
  SelectionSet: ['selections'],
  Field: ['arguments', 'directives', 'selectionSet'],
  Argument: ['value'],
  FragmentSpread: ['directives'],
  InlineFragment: ['typeCondition', 'directives', 'selectionSet'],
  FragmentDefinition: ['variableDefinitions', 'typeCondition', 'directives', 'selectionSet'],
  IntValue: [],
  FloatValue: [],
  StringValue: [],
  BooleanValue: [],
  NullValue: [],
  EnumValue: [],
  ListValue: ['values'],
  ObjectValue: ['fields'],
  ObjectField: ['value'],
  Directive: ['arguments'],
  NamedType: [],
  ListType: ['type'],
  NonNullType: ['type'],
};

export const kinds: readonly string[] = Object.keys(parts);

/** Undefined for a node that does not belong into an executable document. */
export const partsOf = ({ kind }: ASTNode): readonly string[] | undefined => parts[kind];

type Child = ASTNode | readonly ASTNode[] | undefined;

/** What a node has there, by the table above. */
export const childOf = (node: ASTNode, part: string): Child => Reflect.get(node, part) as Child;

/** Calls `enter` for each node, those above first; where it says false, not for what is below. */
export function walk(node: ASTNode, enter: (node: ASTNode) => boolean): void {
  if (!enter(node)) return;
  for (const part of partsOf(node) ?? []) {
    const child = childOf(node, part);
    if (Array.isArray(child)) for (const one of child as readonly ASTNode[]) walk(one, enter);
    else if (child) walk(child as ASTNode, enter);
  }
}
