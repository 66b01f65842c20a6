import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createRequestContext } from '../../kit/context.ts';
import { answerOf } from './answer-of.ts';
import { FetchDocuments } from './fetch-document.ts';
import type { SubgraphAnswer } from './subgraph-call.ts';
import { timeLimit } from './time-limit.ts';

const text = `query($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Person { letters letterCount } ... on Firm { owner } } }`;
const fetch = new FetchDocuments().get(text);

/** What becomes of the errors of a subgraph that was asked for so many persons. */
async function errorsOf(errors: readonly GraphQLError[], persons: number): Promise<string[]> {
  const representations = Array.from({ length: persons }, (_, i) => ({ __typename: 'Person', id: String(i) }));
  const data: SubgraphAnswer['data'] = { _entities: representations.map(() => null) };
  const subgraph = {
    name: 'letters',
    call: () => ({ data, errors }),
    limit: timeLimit('letters', 1_000),
    log: pino({ level: 'silent' }),
    observe: null,
    running: null,
    end: () => undefined,
  };
  const context = createRequestContext({ requestId: 'r', timeoutMs: 1_000 });
  const answer = await answerOf(subgraph, { text, fetch, variables: { representations } }, context);
  return answer.errors.map(({ message, path }) => `${message} ${path?.join('.') ?? ''}`);
}

const fault = (message: string, path?: (string | number)[], code = 'FORBIDDEN'): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code } });

it('tells an error of one entity at each of its fields', async () => {
  expect(await errorsOf([fault('no', ['_entities', 1])], 3)).toEqual([
    'no _entities.1.letters',
    'no _entities.1.letterCount',
  ]);
});

it('tells errors that do not say of which entity they are once per fault, at each field of each entity', async () => {
  const nobody = [fault('b'), fault('a', ['_entities']), fault('c', []), fault('other', undefined, 'UNAUTHENTICATED')];
  expect(await errorsOf(nobody, 1)).toEqual([
    'a _entities.0.letters',
    'a _entities.0.letterCount',
    'other _entities.0.letters',
    'other _entities.0.letterCount',
  ]);
  // A million of them, and the process is gone.
  const many = Array.from({ length: 500 }, (_, i) => fault(`unknown ${String(i)}`));
  expect(await errorsOf(many, 500)).toHaveLength(1_000);
});

it.each([[['_entities', 7]], [['_entities', -1]], [['_entities', '0']]])(
  'takes an error of an entity that was not asked for as one of all: %j',
  async (path) => {
    expect(await errorsOf([fault('odd', path)], 1)).toEqual(['odd _entities.0.letters', 'odd _entities.0.letterCount']);
  },
);

it('makes no error anew for each field of each entity of a subgraph that is down', async () => {
  const began = performance.now();
  const told = await errorsOf([fault('down')], 100_000);
  expect([told.length, told.at(-1)]).toEqual([200_000, 'down _entities.99999.letterCount']);
  // With stack traces of their own they take some ten times as long.
  expect(performance.now() - began).toBeLessThan(3_000);
});
