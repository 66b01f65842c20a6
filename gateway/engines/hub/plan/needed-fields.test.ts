import { expect, it } from 'vitest';
import { neededFields } from './needed-fields.ts';

it('finds what keys and requirements ask for', () => {
  const names = neededFields(`
    type Book @join__type(graph: A, key: "id shelf { code }") @join__type(graph: B, key: "isbn") {
      title(lang: String): String @join__field(graph: A) @join__field(graph: B, external: true)
      label: String @join__field(graph: B, requires: "title(lang: \\"de\\") author { born }")
      author: Person @join__field(graph: A, provides: "name")
    }`);
  expect([...names].sort()).toEqual(['author', 'born', 'code', 'id', 'isbn', 'shelf', 'title']);
});
