import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Random } from './random.ts';

/** Values that mean something: by `field.argument`, else by the name of an argument or input field, else of a scalar. */
export type Pools = Readonly<Record<string, readonly (string | number | boolean)[]>>;

const builtIn: Pools = {
  Int: [0, 1, 2, 3, -1],
  Float: [0, 1.5, -2.25, 3],
  String: ['', 'a', 'name "quoted"', 'ü 王', 'line\nbreak'],
  Boolean: [true, false],
  ID: ['1', 'unknown'],
};

/** A value as JSON, for a variable; nested inputs at most three deep. */
export function jsonValue(type: GraphQLInputType, name: string, pools: Pools, random: Random, depth = 0): unknown {
  if (isNonNullType(type)) return jsonValue(type.ofType, name, pools, random, depth);
  if (depth > 0 && random.chance(0.1)) return null;
  return present(type, name, pools, random, depth);
}

function present(type: GraphQLInputType, name: string, pools: Pools, random: Random, depth: number): unknown {
  if (isNonNullType(type)) return present(type.ofType, name, pools, random, depth);
  if (isListType(type)) {
    const one = (): unknown => element(type.ofType, name, pools, random, depth);
    // A single value stands for a list of one.
    return random.chance(0.15)
      ? present(type.ofType, name, pools, random, depth)
      : Array.from({ length: random.below(3) }, one);
  }
  if (isEnumType(type)) return random.pick(type.getValues())?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isRequiredInputField(field) || (depth < 3 && random.chance(0.4)))
        .map((field) => [field.name, element(field.type, field.name, pools, random, depth + 1)]),
    );
  return random.pick(
    pools[name] ?? pools[name.split('.').at(-1) ?? ''] ?? pools[type.name] ?? builtIn[type.name] ?? ['x'],
  );
}

const element = (type: GraphQLInputType, name: string, pools: Pools, random: Random, depth: number): unknown =>
  isNonNullType(type) ? present(type, name, pools, random, depth) : jsonValue(type, name, pools, random, depth + 1);

/** A JSON value as it is written in a document. */
export function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (value === null || value === undefined) return 'null';
  if (isListType(type))
    return Array.isArray(value)
      ? `[${value.map((one: unknown) => literal(one, type.ofType)).join(', ')}]`
      : literal(value, type.ofType);
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const entries = Object.entries(value).flatMap(([name, one]) => {
      const field = fields[name];
      return field ? [`${name}: ${literal(one, field.type)}`] : [];
    });
    return `{ ${entries.join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** What no type takes, or hardly any: for the errors of wrong variables. */
export function wrongValue(type: GraphQLInputType, random: Random): unknown {
  const named = getNamedType(type);
  return random.pick([
    { wrong: 1 },
    isEnumType(named) ? 'NO_SUCH_VALUE' : [[[{}]]],
    named.name === 'Int' ? 1.5 : { a: [] },
  ]);
}
