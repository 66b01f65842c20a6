import {
  getNamedType,
  isInputObjectType,
  Kind,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import type { ListSize, Weights } from './weights.ts';

/** As the client gave them. */
export type Variables = Readonly<Record<string, unknown>>;

type Field = GraphQLField<unknown, unknown>;

/** Variables as an operation will see them: those that are not given have their defaults. */
export function givenVariables({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = variableDefinitions.filter((v) => v.defaultValue && given[v.variable.name.value] === undefined);
  if (defaults.length === 0) return given;
  const all: Record<string, unknown> = { ...given };
  for (const { variable, defaultValue } of defaults)
    if (defaultValue) all[variable.name.value] = valueOf(defaultValue, {});
  return all;
}

/** The value as it will be: variables put in, as the client gave them. Undefined is «not given». */
export function valueOf(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => valueOf(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, valueOf(value, variables)]));
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
  }
}

/** Arguments of a field as they will be; those with a default that are not given have it. */
export function argumentValues(field: Field, node: FieldNode, variables: Variables): Map<GraphQLArgument, unknown> {
  const values = new Map<GraphQLArgument, unknown>();
  for (const argument of field.args) {
    const given = node.arguments?.find((a) => a.name.value === argument.name);
    const value = given && valueOf(given.value, variables);
    if (value !== undefined) values.set(argument, value);
    else if (argument.defaultValue !== undefined) values.set(argument, argument.defaultValue);
  }
  return values;
}

/** What the arguments of a field add to its cost: their weights, and those of the input fields in them. */
export function argumentsCost(coordinate: string, given: ReadonlyMap<GraphQLArgument, unknown>, weights: Weights) {
  let sum = 0;
  for (const [{ name, type }, value] of given) sum += inputCost(`${coordinate}(${name}:)`, type, value, weights);
  return sum;
}

/** Weighs nothing by default when it is a scalar or an enum, 1 when it is an input object. */
function inputCost(coordinate: string, type: GraphQLInputType, value: unknown, weights: Weights): number {
  if (value === null || value === undefined) return 0;
  const named = getNamedType(type);
  const own = weights.costs.get(coordinate) ?? (isInputObjectType(named) ? 1 : 0);
  if (!isInputObjectType(named)) return own;
  const objects: unknown[] = Array.isArray(value) ? value.flat(8) : [value];
  const fields = named.getFields();
  let sum = own;
  for (const object of objects)
    for (const [name, inner] of Object.entries(object ?? {})) {
      const field = fields[name];
      if (field) sum += inputCost(`${named.name}.${name}`, field.type, inner, weights);
    }
  return sum;
}

/** Sizes that the slicing arguments say: whole numbers, or the lengths of lists. */
export function slicingSizes(listSize: ListSize, given: ReadonlyMap<GraphQLArgument, unknown>): number[] {
  return listSize.slicingArguments.flatMap(([argument, ...path]) => {
    const found = [...given].find(([{ name }]) => name === argument);
    if (!found) return [];
    const [{ type, defaultValue }, value] = found;
    // To resolvers null is «not given».
    const size = at(path, type, value ?? defaultValue);
    if (Array.isArray(size)) return [size.length];
    return typeof size === 'number' && Number.isFinite(size) ? [Math.max(0, size)] : [];
  });
}

/** The value at a path of input fields; those with a default that are not given have it. */
function at([key, ...path]: readonly string[], type: GraphQLInputType, value: unknown): unknown {
  const named = getNamedType(type);
  if (key === undefined) return value;
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return undefined;
  const field = named.getFields()[key];
  return field && at(path, field.type, (value as Readonly<Record<string, unknown>>)[key] ?? field.defaultValue);
}

/** Whether arguments of these names depend on variables. */
export function hasVariables(node: FieldNode, names: ReadonlySet<string>): boolean {
  return (node.arguments ?? []).some(({ name, value }) => names.has(name.value) && isVariable(value));
}

function isVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(isVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => isVariable(field.value));
}
