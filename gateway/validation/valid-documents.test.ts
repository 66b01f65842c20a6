import { buildSchema, specifiedRules } from 'graphql';
import { expect, it } from 'vitest';
import { ValidDocuments } from './valid-documents.ts';

const schema = buildSchema('type Query { a: Int }');
const documents = () => new ValidDocuments(schema, { limits: [], rules: specifiedRules, parsing: {}, maxErrors: 3 });

it('keeps the documents used last, however many come', async () => {
  const kept = documents();
  const hot = await kept.read('hot', '{ a }', null);
  for (let i = 0; i < 5_000; i += 1) {
    await kept.read(`cold ${i}`, '{ a }', null);
    if (i % 1_000 === 0) expect(kept.known('hot')).toBe(hot);
  }
  const left = Array.from({ length: 5_000 }, (_, i) => kept.known(`cold ${i}`)).filter((one) => one !== undefined);
  expect(left).toHaveLength(1_999);
  expect(kept.known('hot')).toBe(hot);
});

it.each(['{ b }', '{ a', 'type T { a: Int }', 'fragment F on Query { a }'])(
  'keeps nothing that is not valid: %s',
  async (text) => {
    const kept = documents();
    expect(await kept.read('bad', text, null)).toHaveProperty('errors');
    expect(kept.known('bad')).toBe(undefined);
  },
);

it('says of a text that is deeper than the stack that it is too deep', async () => {
  const refused = await documents().read('deep', `${'{ ... '.repeat(50_000)}{ a }${'}'.repeat(50_000)}`, null);
  expect(refused).toMatchObject({ errors: [{ message: 'The query is too deep. Split it.' }] });
});
