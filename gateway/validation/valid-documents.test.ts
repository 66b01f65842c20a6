import { buildSchema, specifiedRules } from 'graphql';
import { expect, it } from 'vitest';
import { ValidDocuments } from './valid-documents.ts';

const schema = buildSchema('type Query { a: Int }');
const documents = (of = schema, rules = specifiedRules) =>
  new ValidDocuments(of, {
    limits: [],
    rules,
    parsing: {},
    maxErrors: 3,
    format: (error) => error.toJSON(),
  });

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

it('keeps few documents in which much stands, or whose text is long', async () => {
  const names = Array.from({ length: 60 }, (_, i) => `a${i}`);
  const [leaves, objects] = [names.join(': Int '), names.map((name) => `in_${name}: Query`).join(' ')];
  const wide = buildSchema(`type Query { ${leaves}: Int ${objects} a: Int }`);
  const fields = names.map((name) => `in_${name} { ${names.join(' ')} }`).join(' ');
  const heavy = [(i: number) => `{ ${fields} } # ${i}`, (i: number) => `{ a } # ${'x'.repeat(90_000)} ${i}`];
  for (const text of heavy) {
    const kept = documents(wide, []);
    for (let i = 0; i < 100; i += 1) await kept.read(String(i), text(i), null);
    const left = Array.from({ length: 100 }, (_, i) => kept.known(String(i))).filter((one) => one !== undefined);
    expect(left.length).toBeGreaterThan(80);
    expect(left.length).toBeLessThan(95);
    expect(kept.known('99')).toBeDefined();
  }
});

it.each(['{ b }', '{ a', 'type T { a: Int }', 'fragment F on Query { a }'])(
  'remembers why a text is not valid: %s',
  async (text) => {
    const kept = documents();
    const refused = await kept.read('bad', text, null);
    expect(refused).toMatchObject({ errors: [{ locations: [expect.anything()] }] });
    expect(kept.known('bad')).toBe(refused);
  },
);

it('remembers refused texts only as far as they are not too long together', async () => {
  const kept = documents();
  for (let i = 0; i < 100; i += 1) await kept.read(`bad ${i}`, `{ b } # ${'x'.repeat(50_000)}`, null);
  const left = Array.from({ length: 100 }, (_, i) => kept.known(`bad ${i}`)).filter((one) => one !== undefined);
  expect(left).toHaveLength(19);
  await kept.read('endless', `{ b } # ${'x'.repeat(2_000_000)}`, null);
  expect(kept.known('endless')).toBe(undefined);
});

it('says of a text that is deeper than the stack that it is too deep', async () => {
  const refused = await documents().read('deep', `${'{ ... '.repeat(50_000)}{ a }${'}'.repeat(50_000)}`, null);
  expect(refused).toMatchObject({ errors: [{ message: 'The query is too deep. Split it.' }] });
});
