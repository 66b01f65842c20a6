import {
  coerceInputValue,
  getVariableValues,
  isInputType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** Coerces the variables of one operation; null when they do not fit, and somebody else has to say why. */
export type CoerceVariables = (given: Values) => Values | null;

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly isRequired: boolean;
  /** Undefined without one. */
  readonly fallback: unknown;
}

/**
 * CoerceVariableValues of the specification (GraphQL October 2021, 6.1.2), with types and defaults of the definitions read
 * once. graphql-js reads them anew for every request.
 */
export function compileVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): CoerceVariables {
  const variables: Variable[] = [];
  for (const { variable, type: typeNode, defaultValue } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type))
      return (given) => getVariableValues(schema, operation.variableDefinitions ?? [], given).coerced ?? null;
    const fallback = defaultValue && valueFromAST(defaultValue, type);
    variables.push({ name: variable.name.value, type, isRequired: isNonNullType(type), fallback });
  }
  return (given) => {
    const coerced: Record<string, unknown> = {};
    let fits = true;
    const refuse = (): void => {
      fits = false;
    };
    // A scalar of somebody's own may throw anything.
    try {
      for (const { name, type, isRequired, fallback } of variables) {
        const isGiven = Object.hasOwn(given, name);
        const value = given[name];
        if (!isGiven && fallback !== undefined) coerced[name] = fallback;
        else if (isGiven && value !== null) coerced[name] = coerceInputValue(value, type, refuse);
        else if (isRequired) return null;
        else if (isGiven) coerced[name] = null;
      }
    } catch {
      return null;
    }
    return fits ? coerced : null;
  };
}
