import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { answerErrors } from '../engines/answer-errors.ts';
import { errorAt } from './error-at.ts';

it('is the same error but for its place, and becomes one of its own in the answer', () => {
  const error = new GraphQLError('no', { path: ['a'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 's' } });
  const other = errorAt(errorAt(error, ['x']), ['b', 0, 'c']);
  expect(other).toBeInstanceOf(GraphQLError);
  expect([error.path, other.path]).toEqual([['a'], ['b', 0, 'c']]);
  expect(other.toJSON()).toEqual({ message: 'no', path: ['b', 0, 'c'], extensions: error.extensions });
  const [told, ...more] = answerErrors([other], { b: [null] });
  expect([more, told?.toJSON()]).toEqual([[], { message: 'no', path: ['b', 0], extensions: error.extensions }]);
  expect(Object.hasOwn(told ?? {}, 'stack')).toBe(true);
});
