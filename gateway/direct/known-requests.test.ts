import { buildSchema, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { expect, it } from 'vitest';
import { KnownRequests, type KnownRequest } from './known-requests.ts';

const schema = buildSchema('type Query { a: Int b: Int }');

function known(text: string, of = schema): KnownRequest {
  const document: DocumentNode = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return { schema: of, document, operation, queryHash: text, coerce: (given) => given, cost: () => undefined };
}

const texts = ['{ a }', '{ b }', '{ a } ', '{ b } '];

it('finds each text, also those of one length, whichever was asked for last', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  for (const text of texts) requests.add(text, '', known(text));
  for (const text of [...texts, ...texts, ...texts.toReversed()]) expect(requests.find(text, '')?.queryHash).toBe(text);
  expect(requests.find('{ a b }', '')).toBeUndefined();
  expect(requests.find('{ a }', 'Other')).toBeUndefined();
});

it('learns another operation of a text that it knows', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  requests.add('{ a }', '', known('{ a }'));
  expect([requests.find('{ a }', '')?.queryHash, requests.find('{ a }', 'A')]).toEqual(['{ a }', undefined]);
  requests.add('{ a }', 'A', known('{ a }'));
  expect(requests.find('{ a }', 'A')?.queryHash).toBe('{ a }');
});

it('forgets all when there is another schema, and keeps nothing of the last one', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  requests.add('{ a }', '', known('{ a }'));
  expect(requests.find('{ a }', '')).toBeDefined();
  requests.useSchema(buildSchema('type Query { a: Int }'));
  expect(requests.find('{ a }', '')).toBeUndefined();
  requests.add('{ a }', '', known('{ a }'));
  expect(requests.find('{ a }', '')).toBeUndefined();
});

it('keeps long texts too, but not many', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  const long = Array.from({ length: 100 }, (_, i) => `{ a } # ${String(i).padStart(90_000, 'x')}`);
  for (const text of long) requests.add(text, '', known(text));
  const kept = long.filter((text) => requests.find(text, ''));
  expect(kept).toEqual(long.slice(-88));
});

it('keeps few texts in which much is asked for, and of those that went nothing', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  const fields = 'a '.repeat(4_000);
  const heavy = Array.from({ length: 110 }, (_, i) => `{ ${fields}} #${' '.repeat(i)}`);
  for (const text of heavy) {
    requests.add(text, '', known(text));
    requests.find(text, '');
  }
  const kept = heavy.filter((text) => requests.find(text, ''));
  expect(kept).toEqual(heavy.slice(-kept.length));
  expect(kept.length).toBeLessThan(100);
});

it('learns another operation of a text that went and came again', () => {
  const requests = new KnownRequests();
  requests.useSchema(schema);
  requests.add('{ a }', '', known('{ a }'));
  requests.find('{ a }', '');
  for (let i = 0; i < 2_000; i += 1) requests.add(`{ b } # ${i}`, '', known('{ b }'));
  requests.add('{ a }', 'A', known('{ a }'));
  expect(requests.find('{ a }', 'A')?.queryHash).toBe('{ a }');
});
