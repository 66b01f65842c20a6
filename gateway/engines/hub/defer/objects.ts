import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../compile/runtime-types.ts';
import { isData, type Data } from '../data.ts';
import type { AnswerPath } from '../run/places.ts';
import type { Part } from './split.ts';

/** The objects to which a part applies, with their places in the answer. */
export function objectsOf(
  { path, types }: Part,
  root: Data,
  schema: GraphQLSchema,
): { data: Data; path: AnswerPath }[] {
  let found: { data: Data; path: AnswerPath }[] = [{ data: root, path: [] }];
  for (const step of path)
    found = found
      .filter(({ data }) => applies(step.types, data, schema))
      .flatMap(({ data, path: so }) => spread(data[step.key], [...so, step.key]));
  return found.filter(({ data }) => applies(types, data, schema));
}

const applies = (types: readonly string[], data: Data, schema: GraphQLSchema): boolean =>
  types.every((type) => isOfType(schema, data, type, true));

function spread(value: unknown, path: AnswerPath): { data: Data; path: AnswerPath }[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown, i) => spread(one, [...path, i]));
  return isData(value) ? [{ data: value, path }] : [];
}

/** What stands at a place; undefined when nothing does. */
export function valueAt(root: unknown, path: AnswerPath): unknown {
  let at = root;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** A tree in which nothing stands but this. */
export function treeWith(path: AnswerPath, data: Data | null): Data | null {
  return path.reduceRight<unknown>((inner, step) => {
    if (typeof step === 'string') return { [step]: inner };
    const list: unknown[] = [];
    list[step] = inner;
    return list;
  }, data) as Data | null;
}
