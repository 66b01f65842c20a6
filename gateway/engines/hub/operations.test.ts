import { parse, type DocumentNode } from 'graphql';
import { expect, it } from 'vitest';
import { FetchDocuments } from '../../calls/fetch-document.ts';
import { supergraphOf } from '../../testing/made-subgraphs.ts';
import { Operations } from './operations.ts';
import { readSupergraph } from './plan/supergraph.ts';

function operations() {
  const supergraph = readSupergraph(supergraphOf());
  const compiler = {
    supergraph,
    whole: supergraph.whole,
    subgraphs: new Map<never, never>(),
    documents: new FetchDocuments(),
    fetches: null,
  };
  let evicted = 0;
  const kept = new Operations(compiler, { capacity: 2_000, evicted: () => (evicted += 1), metrics: null });
  return {
    kept,
    evicted: () => evicted,
    get(queryHash: string, document: DocumentNode) {
      const [definition] = document.definitions;
      return definition?.kind === 'OperationDefinition' ? kept.get(queryHash, document, definition) : undefined;
    },
  };
}

const fields = 'visitors letterBox '.repeat(1_900);

it('keeps as many small operations as it may', () => {
  const { kept, get } = operations();
  for (let i = 0; i < 3_000; i++) get(String(i), parse(`{ people { id name } visitors letterBox } # ${i}`));
  expect(kept.size).toBe(2_000);
});

it('keeps few in which much is asked for, and fewer that may be compiled in many ways', () => {
  const conditions = Array.from({ length: 6 }, (_, i) => `... @include(if: $c${i}) { visitors }`).join(' ');
  const variables = Array.from({ length: 6 }, (_, i) => `$c${i}: Boolean!`).join(' ');
  for (const [text, asked, most] of [
    [`{ ${fields} }`, 110, 100],
    [`query(${variables}) { ${conditions} ${fields} }`, 10, 7],
  ] as const) {
    const { kept, get, evicted } = operations();
    for (let i = 0; i < asked; i++) get(String(i), parse(`${text} # ${i}`));
    expect(kept.size).toBeLessThan(most);
    expect(kept.size).toBeGreaterThan(most / 2);
    expect(evicted()).toBe(asked - kept.size);
  }
});

it('keeps one that is heavier than all may be together', () => {
  const { get } = operations();
  const document = parse(`{ ${'visitors '.repeat(500_000)} }`, { noLocation: true });
  expect(get('heavy', document)).toBe(get('heavy', document));
});
