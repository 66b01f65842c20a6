import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { documentStore } from './document-store.ts';

it('keeps the documents used last, however many come', async () => {
  const store = documentStore();
  const document = parse('{ a }');
  await store.set('hot', document);
  for (let i = 0; i < 5_000; i += 1) {
    await store.set(`cold ${i}`, document);
    if (i % 1_000 === 0) expect(await store.get('hot')).toBe(document);
  }
  const kept = await Promise.all(Array.from({ length: 5_000 }, (_, i) => store.get(`cold ${i}`)));
  expect(kept.filter((one) => one !== undefined)).toHaveLength(1_999);
  expect(kept[4_999]).toBe(document);
  expect(await store.get('hot')).toBe(document);
});
