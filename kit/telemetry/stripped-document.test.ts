import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { strippedDocument } from './stripped-document.ts';

describe('a document for a span', () => {
  it('keeps names and shape, and none of the values that a client wrote', () => {
    const document = parse(`
      # a comment with Weber in it
      query Find($text: String = "Weber") {
        a: find(text: "Weber", first: 77, ratio: 7.5, in: ["Weber"], by: { name: "Weber" }, state: OPEN, all: true) { id }
        b: find(text: """
          Weber
        """, id: $text) @include(if: true) { ... on Order { total } }
      }`);
    expect(strippedDocument(document)).toBe(
      [
        'query Find($text: String = "") {',
        '  a: find(text: "", first: 0, ratio: 0, in: [], by: {}, state: OPEN, all: true) {',
        '    id',
        '  }',
        '  b: find(text: "", id: $text) @include(if: true) {',
        '    ... on Order {',
        '      total',
        '    }',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  it('is cut when it is very long', () => {
    const document = parse(`{ ${Array.from({ length: 2_000 }, (_, i) => `field${i}`).join(' ')} }`);
    expect(strippedDocument(document)).toHaveLength(4_003);
  });
});
