import {
  coerceInputValue,
  getNullableType,
  getVariableValues,
  isInputType,
  isLeafType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

const none: Values = {};

/** Coerces the variables of one operation; null when they do not fit, and somebody else has to say why. */
export type CoerceVariables = (given: Values) => Values | null;

/** The value as the type takes it; undefined, or thrown, for one that does not fit. */
type Coerce = (value: unknown) => unknown;

interface Variable {
  readonly name: string;
  readonly coerce: Coerce;
  readonly isRequired: boolean;
  /** Undefined without one. */
  readonly fallback: unknown;
}

/**
 * CoerceVariableValues of the specification (GraphQL October 2021, 6.1.2), with types and defaults of the definitions read
 * once. graphql-js reads them anew for every request.
 */
export function compileVariables(
  schema: GraphQLSchema,
  definitions: OperationDefinitionNode['variableDefinitions'] = [],
): CoerceVariables {
  const variables: Variable[] = [];
  for (const definition of definitions) {
    const variable = compileVariable(schema, definition);
    if (!variable) return (given) => getVariableValues(schema, definitions, given).coerced ?? null;
    variables.push(variable);
  }
  if (variables.length === 0) return () => none;
  return (given) => {
    const coerced: Record<string, unknown> = {};
    // A scalar of somebody's own may throw anything.
    try {
      for (const { name, coerce, isRequired, fallback } of variables) {
        const isGiven = Object.hasOwn(given, name);
        const value = given[name];
        if (!isGiven && fallback !== undefined) coerced[name] = fallback;
        else if (isGiven && value !== null) {
          const fitting = coerce(value);
          if (fitting === undefined) return null;
          coerced[name] = fitting;
        } else if (isRequired) return null;
        else if (isGiven) coerced[name] = null;
      }
    } catch {
      return null;
    }
    return coerced;
  };
}

/** Null for one of a type that takes no input. */
function compileVariable(schema: GraphQLSchema, definition: VariableDefinitionNode): Variable | null {
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return null;
  const { defaultValue, variable } = definition;
  const fallback = defaultValue && valueFromAST(defaultValue, type);
  return { name: variable.name.value, coerce: coercion(type), isRequired: isNonNullType(type), fallback };
}

function coercion(type: GraphQLInputType): Coerce {
  const leaf = getNullableType(type);
  if (isLeafType(leaf)) return (value) => leaf.parseValue(value);
  return (value) => {
    let fits = true;
    const fitting: unknown = coerceInputValue(value, type, () => {
      fits = false;
    });
    return fits ? fitting : undefined;
  };
}
