import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Data } from '../data.ts';

/** Whether an object says by its `__typename` that it is of this type; `unknown` is the answer when it says nothing. */
export function isOfType(schema: GraphQLSchema, data: Data, condition: string, unknown: boolean): boolean {
  const name = data['__typename'];
  if (typeof name !== 'string' || name === '') return unknown;
  return appliesTo(schema, condition, name);
}

/** Whether what is selected on `condition` is selected on objects of type `name`. */
export function appliesTo(schema: GraphQLSchema, condition: string, name: string): boolean {
  if (condition === name) return true;
  const type = schema.getType(name);
  const wanted = schema.getType(condition);
  if (!type || !wanted || !isAbstractType(wanted)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** Whether a name is that of an interface. */
export const interfacesOf =
  (schema: GraphQLSchema): ((typeName: string) => boolean) =>
  (typeName) =>
    isInterfaceType(schema.getType(typeName));
