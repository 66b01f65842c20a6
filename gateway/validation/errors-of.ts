import {
  assertValidSchema,
  GraphQLError,
  TypeInfo,
  ValidationContext,
  type ASTNode,
  type ASTVisitFn,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { childOf, kinds, partsOf } from './document-parts.ts';
import { withoutStacks } from './without-stacks.ts';

type Visit = ASTVisitFn<ASTNode>;

/** The part of a rule that concerns one kind of node. */
interface Handler {
  readonly rule: ActiveRule;
  readonly enter: Visit | undefined;
  readonly leave: Visit | undefined;
}

interface ActiveRule {
  readonly visitor: ASTVisitor;
  /** The node below which the rule does not want to look. */
  skips: ASTNode | null;
}

/** Enough was found. */
class Enough extends Error {}

const tooMany = 'Too many validation errors, error limit reached. Validation aborted.';

/**
 * What is wrong with a document, at most `most` errors and one that says that there are more: what `validate` of graphql-js
 * gives. The rules are graphql-js' own, and what they see is what they would see there, but for keys and paths, which they do
 * not look at. Only the way through the document is another: it costs less than half, because `validate` looks each rule up
 * for every kind. Throws RangeError when the document is nested deeper than the stack.
 */
export function errorsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
  most: number,
): readonly GraphQLError[] {
  assertValidSchema(schema);
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, types, (error) => {
    if (errors.push(error) <= most) return;
    errors[most] = new GraphQLError(tooMany);
    throw new Enough();
  });
  try {
    withoutStacks(() => {
      new Validation(
        rules.map((rule) => rule(context)),
        types,
      ).visit(document, undefined);
    });
  } catch (error) {
    // Fragments that are spread over too many places.
    if (error instanceof GraphQLError) errors.push(error);
    else if (!(error instanceof Enough)) throw error;
  }
  return errors;
}

class Validation {
  readonly #types: TypeInfo;
  readonly #handlers: ReadonlyMap<string, readonly Handler[]>;
  readonly #ancestors: (ASTNode | readonly ASTNode[])[] = [];

  constructor(visitors: readonly ASTVisitor[], types: TypeInfo) {
    this.#types = types;
    this.#handlers = handlersOf(visitors);
  }

  visit(node: ASTNode, parent: ASTNode | readonly ASTNode[] | undefined): void {
    const parts = partsOf(node);
    // Definitions of types: a rule has said so.
    if (!parts) return;
    const handlers = this.#handlers.get(node.kind) ?? [];
    this.#types.enter(node);
    for (const { rule, enter } of handlers)
      if (enter && !rule.skips && enter.call(rule.visitor, node, undefined, parent, noPath, this.#ancestors) === false)
        rule.skips = node;
    if (parent) this.#ancestors.push(parent);
    for (const part of parts) this.#below(node, part);
    if (parent) this.#ancestors.pop();
    for (const { rule, leave } of handlers)
      if (!rule.skips) leave?.call(rule.visitor, node, undefined, parent, noPath, this.#ancestors);
      else if (rule.skips === node) rule.skips = null;
    this.#types.leave(node);
  }

  #below(node: ASTNode, part: string): void {
    const child = childOf(node, part);
    if (child === undefined) return;
    if (!Array.isArray(child)) {
      this.visit(child as ASTNode, node);
      return;
    }
    this.#ancestors.push(node);
    for (const one of child as readonly ASTNode[]) this.visit(one, child as readonly ASTNode[]);
    this.#ancestors.pop();
  }
}

const noPath: readonly never[] = [];

/** A visitor has functions for all nodes, or one for each kind: a function, or one for either way. */
type OwnVisitor = Pick<Handler, 'enter' | 'leave'> & Readonly<Record<string, unknown>>;

function handlersOf(visitors: readonly ASTVisitor[]): Map<string, Handler[]> {
  const handlers = new Map<string, Handler[]>(kinds.map((kind) => [kind, []]));
  for (const visitor of visitors) {
    const rule: ActiveRule = { visitor, skips: null };
    const own = visitor as OwnVisitor;
    if (own.enter ?? own.leave)
      for (const [kind, list] of handlers) if (!(kind in own)) list.push({ rule, enter: own.enter, leave: own.leave });
    for (const [kind, found] of Object.entries<unknown>(own)) {
      const list = handlers.get(kind);
      if (!list) continue;
      if (typeof found === 'function') list.push({ rule, enter: found as Visit, leave: undefined });
      else list.push({ rule, ...(found as Pick<Handler, 'enter' | 'leave'>) });
    }
  }
  return handlers;
}
