import {
  Kind,
  visit,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferName } from '../defer/active.ts';
import type { Operation } from './operation.ts';
import { freeName, namesIn } from './free-name.ts';
import type { NeededFields } from './needed-fields.ts';

/** Values of the variables on which `@skip` and `@include` depend. */
export type Conditions = Readonly<Record<string, unknown>>;

/**
 * An operation whose conditions are decided: no `@skip`, no `@include`, nothing that is left out. Planning and compiling
 * need not know about conditions; an operation is planned once per combination of values that really occurs.
 */
export interface Settled {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Keys of the response that were put in because a selection may not be empty; clients never see them. */
  readonly filler: string;
  /** Response keys that had to be renamed on the way through: ours -> the client's. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Variables that had to be renamed: ours -> the client's. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The variable that federation itself gives to every fetch of entities. */
const federations = 'representations';

export function settle({ definition, fragments }: Operation, conditions: Conditions, needed: NeededFields): Settled {
  const taken = new Set([...namesIn([definition, ...fragments.values()]), ...needed]);
  const free = (base: string): string => freeName(base, taken);
  const settler = new Settler(fragments, { conditions, needed, free });
  const operation: OperationDefinitionNode = {
    ...definition,
    directives: [],
    selectionSet: settler.filled(definition.selectionSet),
  };
  const kept = settler.usedFragments();
  const definitions = [operation, ...kept.values()];
  const variables = new Map<string, string>();
  if (definition.variableDefinitions?.some(({ variable }) => variable.name.value === federations))
    variables.set(free(federations), federations);
  const [settled = operation, ...rest] =
    variables.size > 0 ? definitions.map((one) => withVariables(one, variables)) : definitions;
  return {
    document: { kind: Kind.DOCUMENT, definitions: [settled, ...rest] },
    definition: settled as OperationDefinitionNode,
    fragments: new Map(rest.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : []))),
    filler: settler.filler,
    renamed: settler.renamed,
    variables,
  };
}

function withVariables<T extends ASTNode>(node: T, variables: ReadonlyMap<string, string>): T {
  const ours = new Map([...variables].map(([name, theirs]) => [theirs, name]));
  return visit(node, {
    Variable(variable) {
      const name = ours.get(variable.name.value);
      return name === undefined ? undefined : { ...variable, name: { kind: Kind.NAME, value: name } };
    },
  }) as T;
}

interface Given {
  readonly conditions: Conditions;
  readonly needed: NeededFields;
  /** A name that neither the operation nor a plan has anywhere. */
  readonly free: (base: string) => string;
}

class Settler {
  readonly filler: string;
  readonly renamed = new Map<string, string>();
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #given: Given;
  /** Below `__schema` and `__type`, which no plan sees, keys stay as they are. */
  #isMeta = false;
  /** Null for a fragment of which nothing is left. */
  readonly #settled = new Map<string, FragmentDefinitionNode | null>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>, given: Given) {
    this.#fragments = fragments;
    this.#given = given;
    this.filler = given.free('filler');
  }

  usedFragments(): Map<string, FragmentDefinitionNode> {
    const used = new Map<string, FragmentDefinitionNode>();
    for (const [name, fragment] of this.#settled) if (fragment) used.set(name, fragment);
    return used;
  }

  /** A selection set that is never empty. */
  filled(set: SelectionSetNode): SelectionSetNode {
    const selections = this.#selections(set);
    return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [typenameAs(this.filler)] };
  }

  #selections(set: SelectionSetNode): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (!this.#isIncluded(selection)) return [];
      if (selection.kind === Kind.FIELD) return [this.#field(selection)];
      const directives = this.#deferred(selection.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return this.#fragment(selection.name.value) ? [{ ...selection, directives }] : [];
      const selections = this.#selections(selection.selectionSet);
      if (selections.length === 0) return [];
      return [{ ...selection, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
    });
  }

  #field(field: FieldNode): FieldNode {
    const { selectionSet, name } = field;
    const alias = this.#safe(field);
    return {
      ...field,
      ...(alias !== field.name.value && { alias: { kind: Kind.NAME, value: alias } }),
      directives: withoutConditions(field.directives),
      ...(selectionSet && { selectionSet: this.#within(name.value, () => this.filled(selectionSet)) }),
    };
  }

  #within<T>(name: string, work: () => T): T {
    const before = this.#isMeta;
    this.#isMeta ||= name.startsWith('__');
    const done = work();
    this.#isMeta = before;
    return done;
  }

  #fragment(name: string): FragmentDefinitionNode | null {
    const known = this.#settled.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const selections = fragment
      ? this.#within(fragment.typeCondition.name.value, () => this.#selections(fragment.selectionSet))
      : [];
    const settled =
      fragment && selections.length > 0
        ? { ...fragment, directives: [], selectionSet: { kind: Kind.SELECTION_SET as const, selections } }
        : null;
    this.#settled.set(name, settled);
    return settled;
  }

  /**
   * Another response key for a field under the name of one that the plan may need, and under a name of which every object
   * has a property without having been given one (`constructor`, `__proto__`).
   */
  #safe({ name, alias, arguments: args = [] }: FieldNode): string {
    const key = alias?.value ?? name.value;
    const isOther = key !== name.value || args.length > 0;
    const isTaken = isOther && (this.#given.needed.has(key) || key === '__typename');
    if (this.#isMeta || (!isTaken && !(key in Object.prototype))) return key;
    for (const [ours, theirs] of this.renamed) if (theirs === key) return ours;
    const ours = this.#given.free(`${key.replace(/^_+/, '')}${String(this.renamed.size)}`);
    this.renamed.set(ours, key);
    return ours;
  }

  /** What is left of directives: `@defer`, where it holds. */
  #deferred(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
    return withoutConditions(directives).flatMap((directive) => {
      if (directive.name.value !== deferName) return [directive];
      const args = directive.arguments ?? [];
      if (args.some(({ name }) => name.value === 'if') && !this.#isTrue(directive)) return [];
      return [{ ...directive, arguments: args.filter(({ name }) => name.value !== 'if') }];
    });
  }

  #isIncluded({ directives = [] }: SelectionNode): boolean {
    return directives.every((directive) => {
      if (directive.name.value === 'skip') return !this.#isTrue(directive);
      return directive.name.value !== 'include' || this.#isTrue(directive);
    });
  }

  #isTrue({ arguments: args = [] }: DirectiveNode): boolean {
    const value = args.find(({ name }) => name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) return this.#given.conditions[value.name.value] === true;
    return value?.kind === Kind.BOOLEAN && value.value;
  }
}

const withoutConditions = (directives: readonly DirectiveNode[] = []): DirectiveNode[] =>
  directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');

export const typenameAs = (alias: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: alias },
  name: { kind: Kind.NAME, value: '__typename' },
});
