import { describe, expect, it } from 'vitest';
import { FetchDocuments } from './fetch-document.ts';

const read = (text: string) => new FetchDocuments().get(text);

describe('a fetch of a plan', () => {
  it('from the root fills root keys, under their aliases', () => {
    const { byEntity, filled } = read('query($id: ID!) { a: person(id: $id) { name } visitors }');
    expect([byEntity, filled]).toEqual([
      false,
      [
        { key: 'a', typeName: null },
        { key: 'visitors', typeName: null },
      ],
    ]);
  });
  it('by entity fills keys per type, through fragments, without __typename', () => {
    const { byEntity, filled } =
      read(`query($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Person { __typename n: name ...more } ... on Firm { ... @include(if: true) { owner { id } } } } }
      fragment more on Person { age }`);
    expect([byEntity, filled]).toEqual([
      true,
      [
        { key: 'n', typeName: 'Person' },
        { key: 'age', typeName: 'Person' },
        { key: 'owner', typeName: 'Firm' },
      ],
    ]);
  });
  it('is parsed once, and forgotten when too many came after it', () => {
    const documents = new FetchDocuments(2);
    const first = documents.get('{ a }');
    expect(documents.get('{ a }')).toBe(first);
    documents.get('{ b }');
    documents.get('{ c }');
    expect(documents.get('{ a }')).not.toBe(first);
  });
  it('is forgotten when others are long', () => {
    const documents = new FetchDocuments();
    const first = documents.get('{ a }');
    for (let i = 0; i < 100; i++) documents.get(`{ b${i} } # ${'x'.repeat(50_000)}`);
    expect(documents.get('{ a }')).not.toBe(first);
  });
});
