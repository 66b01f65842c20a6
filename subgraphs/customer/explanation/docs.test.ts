import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { reasonsForTwo } from '../../../kit/subgraph/explain.ts';

const page = readFileSync(new URL('../../../docs/identity-operations.md', import.meta.url), 'utf8');
const api = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));

test('every operation in docs/identity-operations.md is one that the graph takes', () => {
  const operations = [...page.matchAll(/```graphql\n([\s\S]*?)```/g)].map((found) => found[1] ?? '');
  expect(operations.length).toBeGreaterThan(2);
  for (const operation of operations) expect(validate(api, parse(operation)).map(({ message }) => message)).toEqual([]);
});

test('it names every reason why two accounts are not one, in the words of the command', () => {
  for (const [reason, words] of Object.entries(reasonsForTwo)) expect(page).toContain(`| \`${reason}\` | ${words} |`);
});
