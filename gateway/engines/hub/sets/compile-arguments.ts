import {
  getArgumentValues,
  isNonNullType,
  Kind,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
  type ValueNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** Reads the arguments of a field, given coerced variables. Throws GraphQLError as `getArgumentValues` does. */
export type ReadArguments = (variables: Values) => Values;

interface Argument {
  readonly name: string;
  /** Null for one whose value is known. */
  readonly variable: string | null;
  /** Its value without the variable; undefined for none. */
  readonly otherwise: unknown;
  readonly isRequired: boolean;
}

const none: Values = {};

/**
 * `getArgumentValues` of graphql-js, with what does not depend on variables read once. What is not plain is left to it, and
 * so is every complaint.
 */
export function compileArguments(field: GraphQLField<unknown, unknown>, node: FieldNode | undefined): ReadArguments {
  if (!node || field.args.length === 0) return () => none;
  const given = new Map((node.arguments ?? []).map(({ name, value }) => [name.value, value]));
  const values = [...given.values()];
  if (!values.some(hasVariable)) {
    const constant = getArgumentValues(field, node, {});
    return () => constant;
  }
  const read = (variables: Values): Values => getArgumentValues(field, node, variables);
  const known: Argument[] = [];
  for (const { name, type, defaultValue } of field.args) {
    const isRequired = isNonNullType(type);
    const value = given.get(name);
    if (value?.kind === Kind.VARIABLE)
      known.push({ name, variable: value.name.value, otherwise: defaultValue, isRequired });
    else {
      const literal = value && !hasVariable(value) ? valueFromAST(value, type) : undefined;
      if (value && literal === undefined) return read;
      known.push({ name, variable: null, otherwise: value ? literal : defaultValue, isRequired });
    }
  }
  return (variables) => {
    const all: Record<string, unknown> = {};
    for (const { name, variable, otherwise, isRequired } of known) {
      const isGiven = variable !== null && Object.hasOwn(variables, variable);
      const value = isGiven ? variables[variable] : otherwise;
      if (isRequired ? value === undefined || value === null : isGiven && value === undefined) return read(variables);
      if (value !== undefined) all[name] = value;
    }
    return all;
  };
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value));
}
