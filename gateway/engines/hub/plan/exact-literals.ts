import type { PlanNode } from '@apollo/query-planner';
import {
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type EnumValueNode,
  type FloatValueNode,
  type GraphQLSchema,
  type IntValueNode,
  type StringValueNode,
} from 'graphql';
import { walk } from '../../../validation/document-parts.ts';
import { changeFetches, changeOperation } from './change-fetches.ts';
import { freeName } from './free-name.ts';

type Literal = IntValueNode | FloatValueNode | EnumValueNode;
/** By the text that stands for each. */
type Literals = ReadonlyMap<string, Literal>;

/** A document as the planner may read it, and the way back. */
export interface Lifted {
  readonly document: DocumentNode;
  /** Puts the literals into the fetches of a plan. */
  restore(plan: PlanNode | null): PlanNode | null;
}

/**
 * The planner reads literals of scalars of one's own as JavaScript has them: long numbers lose their last digits, `1.50` becomes
 * `1.5`, the name of an enum value a text. So each of them is a text of its own for the planner, and in fetches what was written.
 */
export function liftLiterals(document: DocumentNode, schema: GraphQLSchema): Lifted {
  const { texts: taken, hasLiterals } = lookThrough(document);
  if (!hasLiterals) return { document, restore: (plan) => plan };
  const types = new TypeInfo(schema);
  const literals = new Map<string, Literal>();
  const names = new Map<string, string>();
  const lift = (literal: Literal): StringValueNode | undefined => {
    const type = getNamedType(types.getInputType());
    // What stands within an object of such a scalar has no type.
    const isOwn = !type || (isScalarType(type) && !isSpecifiedScalarType(type));
    if (!isOwn || isKept(literal)) return undefined;
    const written = print(literal);
    const name = names.get(written) ?? freeName(`literal${String(names.size)}`, taken);
    names.set(written, name);
    literals.set(name, literal);
    return { kind: Kind.STRING, value: name };
  };
  const lifted = visit(document, visitWithTypeInfo(types, { IntValue: lift, FloatValue: lift, EnumValue: lift }));
  return { document: lifted, restore: (plan) => (plan && literals.size > 0 ? restored(plan, literals) : plan) };
}

/** Whether the planner writes it as it was. */
const isKept = (literal: Literal): boolean =>
  literal.kind !== Kind.ENUM && String(Number(literal.value)) === literal.value;

const isLiteral = (node: ASTNode): node is Literal =>
  node.kind === Kind.INT || node.kind === Kind.FLOAT || node.kind === Kind.ENUM;

/** The texts in a document, and whether there are literals in it that the planner might change; most have none. */
function lookThrough(document: DocumentNode): { readonly texts: ReadonlySet<string>; readonly hasLiterals: boolean } {
  const texts = new Set<string>();
  let hasLiterals = false;
  walk(document, (node) => {
    if (node.kind === Kind.STRING) texts.add(node.value);
    else if (isLiteral(node)) hasLiterals ||= !isKept(node);
    return true;
  });
  return { texts, hasLiterals };
}

const restored = (plan: PlanNode, literals: Literals): PlanNode =>
  changeFetches(plan, (fetch) => ({
    ...fetch,
    operation: changeOperation(fetch.operation, { StringValue: ({ value }) => literals.get(value) }),
  }));
