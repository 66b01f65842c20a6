import { Kind, visit, type DocumentNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';

/** Values of the variables on which `@skip` and `@include` depend. */
export type Conditions = Readonly<Record<string, boolean>>;

export interface Condition {
  readonly name: string;
  /** What the operation says where the client says nothing. */
  readonly fallback: boolean;
}

/** The variables on which `@skip` and `@include` of a document depend. */
export function conditionsOf(document: DocumentNode, definition: OperationDefinitionNode): readonly Condition[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].map((name) => {
    const given = definition.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return { name, fallback: given?.kind === Kind.BOOLEAN && given.value };
  });
}

/** Whether a selection is part of the operation under these values. */
export const inclusion =
  (values: Conditions) =>
  ({ directives = [] }: SelectionNode): boolean =>
    directives.every(({ name, arguments: args = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return true;
      const value = args.find((one) => one.name.value === 'if')?.value;
      const isTrue =
        value?.kind === Kind.VARIABLE ? values[value.name.value] === true : value?.kind === Kind.BOOLEAN && value.value;
      return isTrue === (name.value === 'include');
    });
