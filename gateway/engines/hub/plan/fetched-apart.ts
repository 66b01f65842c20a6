import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Requirement, RequiredFields } from './required-fields.ts';

type Selections = readonly QueryPlanSelectionNode[];

/**
 * The same fetch, or several when it would have to tell the subgraph two values of one field of an entity: then each asks for
 * those fields whose requirements agree.
 */
export function fetchedApart(node: FetchNode, required: RequiredFields): readonly FetchNode[] {
  const { requires = [], serviceName, operation } = node;
  const keys = keysIn(requires);
  if (![...keys.values()].some(({ size }) => size > 1)) return [node];
  const document = parse(operation, { noLocation: true });
  const { groups, groupOf } = grouped(document, (type, field) => required.requirementOf(serviceName, type, field));
  if (groups.length === 0) return [node];
  return groups.map((group, at) => ({
    ...node,
    ...asking(only(document, (field) => (groupOf.get(field) ?? 0) === at)),
    requires: pruned(
      requires,
      (path, name, key) => (keys.get(path)?.size ?? 0) < 2 || (group.get(path) ?? name) === key,
    ),
  }));
}

/** Path of names -> the keys under which entities have what goes there. */
function keysIn(selections: Selections, above = '', into = new Map<string, Set<string>>()) {
  for (const one of selections) {
    const path = one.kind === 'Field' ? `${above}/${one.name}` : above;
    if (one.kind === 'Field') into.set(path, (into.get(path) ?? new Set()).add(one.alias ?? one.name));
    keysIn(one.selections ?? [], path, into);
  }
  return into;
}

function pruned(
  selections: Selections,
  keep: (path: string, name: string, key: string) => boolean,
  above = '',
): QueryPlanSelectionNode[] {
  return selections.flatMap((one): QueryPlanSelectionNode[] => {
    if (one.kind === 'InlineFragment') return [{ ...one, selections: pruned(one.selections, keep, above) }];
    const path = `${above}/${one.name}`;
    if (!keep(path, one.name, one.alias ?? one.name)) return [];
    return [{ ...one, ...(one.selections && { selections: pruned(one.selections, keep, path) }) }];
  });
}

/** Groups of requirements that agree, and the group of each field of an entity that requires anything. */
function grouped(
  document: DocumentNode,
  requirementOf: (typeName: string, field: string) => Requirement | undefined,
): { readonly groups: readonly Requirement[]; readonly groupOf: ReadonlyMap<FieldNode, number> } {
  const groups: Map<string, string>[] = [];
  const groupOf = new Map<FieldNode, number>();
  const walk = ({ selections }: SelectionSetNode, typeName: string): void => {
    for (const one of selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) walk(one.selectionSet, one.typeCondition?.name.value ?? typeName);
      if (one.kind !== Kind.FIELD) continue;
      const requirement = requirementOf(typeName, one.name.value);
      if (requirement) groupOf.set(one, join(groups, requirement));
    }
  };
  for (const set of entitiesIn(document)) walk(set, '');
  return { groups, groupOf };
}

/** Puts a requirement into the first group that it agrees with. */
function join(groups: Map<string, string>[], requirement: Requirement): number {
  const found = groups.findIndex((group) => [...requirement].every(([path, key]) => (group.get(path) ?? key) === key));
  const at = found === -1 ? groups.push(new Map()) - 1 : found;
  for (const [path, key] of requirement) groups[at]?.set(path, key);
  return at;
}

const entitiesIn = ({ definitions }: DocumentNode): SelectionSetNode[] =>
  definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION
      ? one.selectionSet.selections.flatMap((root) => (root.kind === Kind.FIELD ? (root.selectionSet ?? []) : []))
      : [],
  );

/** The document with some fields of its entities alone. */
function only(document: DocumentNode, keep: (field: FieldNode) => boolean): DocumentNode {
  const kept = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((one): SelectionNode[] => {
      if (one.kind === Kind.FIELD) return keep(one) ? [one] : [];
      if (one.kind === Kind.FRAGMENT_SPREAD) return [one];
      const selectionSet = kept(one.selectionSet);
      return selectionSet.selections.length > 0 ? [{ ...one, selectionSet }] : [];
    }),
  });
  const entities = new Set(entitiesIn(document));
  return visit(document, { SelectionSet: (set) => (entities.has(set) ? kept(set) : undefined) });
}

/** How a fetch asks this, with the variables that are left. */
function asking(document: DocumentNode): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  const next = visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
  used.delete('representations');
  return { operation: stripIgnoredCharacters(print(next)), variableUsages: [...used] };
}
