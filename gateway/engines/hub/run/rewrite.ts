import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../compile/runtime-types.ts';
import { isData, type Data } from '../data.ts';

const onType = '... on ';

/** Applies the rewrites of a fetch, in place. An object without `__typename` counts as of every type. */
export function rewrite(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[], value: unknown): void {
  for (const one of rewrites) {
    const key = one.path.at(-1);
    if (key === undefined) continue;
    for (const data of reached(schema, value, one.path.slice(0, -1))) change(data, key, one);
  }
}

function change(data: Data, key: string, one: FetchDataRewrite): void {
  if (one.kind === 'ValueSetter') {
    data[key] = one.setValueTo;
    return;
  }
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (value === undefined || value === null) return;
  data[one.renameKeyTo] = value;
  data[key] = undefined;
}

function reached(schema: GraphQLSchema, value: unknown, path: readonly string[]): Data[] {
  if (Array.isArray(value)) return value.flatMap((one) => reached(schema, one, path));
  if (!isData(value)) return [];
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (!step.startsWith(onType)) return reached(schema, value[step], rest);
  return isOfType(schema, value, step.slice(onType.length), true) ? reached(schema, value, rest) : [];
}
