import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest({ limits: { depth: 4, aliases: 3, directives: 2, tokens: 100 } });
});
afterAll(() => hub.stop());

const refusals = async (query: string): Promise<unknown> => {
  const { status, errors } = await hub.ask(query);
  return [status, errors.map((e) => [e.message, e.extensions['code']])];
};
const refused = (what: string) => [400, [[`The query ${what}. Split it.`, 'QUERY_TOO_COMPLEX']]];

describe('a document that asks too much', () => {
  it.each([
    ['is too deep', '{ people { friends { friends { friends { id } } } } }'],
    [
      'is too deep',
      '{ ...a } fragment a on Query { people { ...b } } fragment b on Person { friends { friends { friends { id } } } }',
    ],
    ['has too many aliases', '{ a: visitors b: visitors c: visitors d: visitors }'],
    ['has too many aliases', '{ a: __typename b: __typename c: __typename d: __typename }'],
    [
      'has too many aliases',
      '{ ...f x: people { ...p } y: people { ...p } } fragment f on Query { a: visitors } fragment p on Person { i: id }',
    ],
    [
      'has too many directives',
      '{ visitors @include(if: true) letterBox @skip(if: false) people @skip(if: true) { id } }',
    ],
    ['has too many tokens', `{ ${'visitors '.repeat(120)} }`],
  ])('%s: %s', async (what, query) => {
    expect(await refusals(query)).toEqual(refused(what));
  });

  it('is told everything at once, and no limit', async () => {
    const answer = await hub.ask('{ a: people { b: friends { c: friends { d: friends { id } } } } }');
    expect(answer.errors.map((e) => e.message)).toEqual([
      'The query is too deep. Split it.',
      'The query has too many aliases. Split it.',
    ]);
    expect(answer.text).not.toMatch(/limit of|Syntax Error/);
  });

  it('is answered when it is just within the limits', async () => {
    const answer = await hub.ask(
      '{ a: people(first: 1) { b: friends @skip(if: false) { c: friends @include(if: true) { id } } } }',
    );
    expect(answer.errors).toEqual([]);
  });

  it('may introspect, which is deep', async () => {
    const query = '{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }';
    expect((await hub.ask(query)).errors).toEqual([]);
  });
});
