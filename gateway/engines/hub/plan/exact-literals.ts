import type { PlanNode } from '@apollo/query-planner';
import {
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type EnumValueNode,
  type FloatValueNode,
  type GraphQLSchema,
  type IntValueNode,
  type StringValueNode,
} from 'graphql';
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
  const types = new TypeInfo(schema);
  const taken = textsIn(document);
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

function textsIn(document: DocumentNode): ReadonlySet<string> {
  const texts = new Set<string>();
  visit(document, { StringValue: ({ value }) => void texts.add(value) });
  return texts;
}

function restored(node: PlanNode, literals: Literals): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => restored(one, literals)) };
    case 'Flatten':
      return { ...node, node: restored(node.node, literals) };
    case 'Fetch':
      return { ...node, operation: written(node.operation, literals) };
    case 'Condition':
    case 'Defer':
      return node;
  }
}

function written(operation: string, literals: Literals): string {
  const document = parse(operation, { noLocation: true });
  const next = visit(document, { StringValue: ({ value }) => literals.get(value) });
  return next === document ? operation : stripIgnoredCharacters(print(next));
}
