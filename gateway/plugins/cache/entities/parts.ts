import { GraphQLError } from 'graphql';
import type { SubgraphAnswer, SubgraphRequest } from '../../../calls/subgraph-call.ts';

/** What a fetch is kept in: its entities one by one, or the root fields together. */
export interface Part {
  readonly value: unknown;
  readonly errors: readonly GraphQLError[];
}

export interface Parts {
  /** One text per part: two parts with the same text are the same. */
  keysOf(asked: SubgraphRequest): string[];
  /** The same fetch for these parts alone. */
  only(asked: SubgraphRequest, positions: readonly number[]): SubgraphRequest;
  /** Parts of an answer, in the order asked for. */
  of(answer: SubgraphAnswer, count: number): Part[];
  dataOf(values: readonly unknown[]): SubgraphAnswer['data'];
  /** An error of a part, where that part stands at `position`. */
  at(error: GraphQLError, position: number): GraphQLError;
}

const representationsOf = ({ variables }: SubgraphRequest): readonly unknown[] =>
  Array.isArray(variables['representations']) ? variables['representations'] : [];

export const entities: Parts = {
  keysOf(asked) {
    const { representations: _, ...others } = asked.variables;
    const suffix = Object.keys(others).length > 0 ? ` ${JSON.stringify(others)}` : '';
    return representationsOf(asked).map((one) => JSON.stringify(one) + suffix);
  },
  only(asked, positions) {
    const all = representationsOf(asked);
    if (positions.length === all.length) return asked;
    return { ...asked, variables: { ...asked.variables, representations: positions.map((i) => all[i]) } };
  },
  of({ data, errors }, count) {
    const list: unknown = data?.['_entities'];
    const found: unknown[] = Array.isArray(list) ? list : [];
    const parts = Array.from({ length: count }, (_, i) => ({ value: found[i] ?? null, errors: [] as GraphQLError[] }));
    for (const error of errors) {
      const position = error.path?.[1];
      parts[typeof position === 'number' ? position : 0]?.errors.push(error);
    }
    return parts;
  },
  dataOf: (values) => ({ _entities: values }),
  at(error, position) {
    const [field, , ...rest] = error.path ?? [];
    if (field === undefined || error.path?.[1] === position) return error;
    return new GraphQLError(error.message, {
      path: [field, position, ...rest],
      extensions: error.extensions,
      originalError: error.originalError ?? null,
    });
  },
};

export const rootFields: Parts = {
  keysOf: ({ variables }) => [JSON.stringify(variables)],
  only: (asked) => asked,
  of: ({ data, errors }) => [{ value: data, errors }],
  dataOf: ([value]) => (value ?? null) as SubgraphAnswer['data'],
  at: (error) => error,
};
