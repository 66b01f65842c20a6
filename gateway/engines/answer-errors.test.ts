import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answerErrors } from './answer-errors.ts';

const fault = (path: (string | number)[] | undefined, code = 'SUBGRAPH_TIMEOUT', extra: object = { subgraph: 'a' }) =>
  new GraphQLError('m', { ...(path && { path }), extensions: { code, ...extra } });
const paths = (errors: readonly GraphQLError[], data: Record<string, unknown> | null) =>
  answerErrors(errors, data).map((e) => e.path);

describe('the errors of an answer', () => {
  it('are one per fault and kind of place, at the first null', () => {
    const data = { list: [{ x: 1 }, { x: null }, { x: null }] };
    const errors = [2, 1, 0].map((i) => fault(['list', i, 'x']));
    expect(paths(errors, data)).toEqual([['list', 1, 'x']]);
  });
  it('differ by system, by code and by subgraph', () => {
    const data = { x: null };
    const errors = [
      fault(['x'], 'LEGACY_TIMEOUT', { system: 's1' }),
      fault(['x'], 'LEGACY_TIMEOUT', { system: 's2' }),
      fault(['x'], 'LEGACY_UNAVAILABLE', { system: 's1' }),
      fault(['x']),
      fault(['x'], 'SUBGRAPH_TIMEOUT', { subgraph: 'b' }),
    ];
    expect(answerErrors([...errors, ...errors], data)).toHaveLength(5);
  });
  it('of a lost call end at the null that the client sees; those of a field keep their place', () => {
    const data = { order: { product: null } };
    expect(paths([fault(['order', 'product', 'name']), fault(['order', 'product', 'sku'])], data)).toEqual([
      ['order', 'product'],
    ]);
    expect(paths([fault(['order', 'product', 'name'], 'LEGACY_DATA_INVALID')], data)).toEqual([
      ['order', 'product', 'name'],
    ]);
  });
  it('do not point at what nobody asked for, unless that is all there is', () => {
    const data = { a: { seen: null } };
    expect(paths([fault(['a', 'hidden']), fault(['a', 'seen'])], data)).toEqual([['a', 'seen']]);
    expect(paths([fault(['a', 'hidden'])], data)).toEqual([['a']]);
  });
  it('come in the order of their paths, numbers as numbers, whatever came first', () => {
    const data = { list: Array.from({ length: 12 }, (_, i) => ({ [`f${i}`]: null })) };
    const errors = [10, 2, 0].map((i) => fault(['list', i, `f${i}`]));
    expect(paths(errors, data)).toEqual([
      ['list', 0, 'f0'],
      ['list', 2, 'f2'],
      ['list', 10, 'f10'],
    ]);
  });
  it('without a path, or without data, are kept', () => {
    expect(paths([fault(undefined), fault(['x', 'y'])], null)).toEqual([undefined, ['x', 'y']]);
  });
});
