import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoGraph, type DemoGraph } from '../graph/graph.ts';

let graph: DemoGraph;

beforeAll(async () => {
  // the company that `npm start` makes
  graph = await startDemoGraph('readme_', { customers: 5000, seed: 1 });
}, 120_000);

afterAll(async () => {
  await graph.stop();
});

interface Picture {
  data: unknown;
  extensions: { sources: { system: string; status: string; statements: number }[] };
}

test('the query of the README has the answer of the README, for as many statements', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, query] = /```graphql\n([^]*?)```/.exec(readme) ?? [];
  const [, answer] = /```json\n([^]*?)```/.exec(readme) ?? [];
  const picture = JSON.parse(answer ?? '') as Picture;
  const { data, errors, sources } = await graph.ask(query ?? '');
  expect(errors).toEqual([]);
  expect(data).toEqual(picture.data);
  const shown = picture.extensions.sources.map(({ system, status, statements }) => ({ system, status, statements }));
  expect(Object.values(sources).map(({ system, status, statements }) => ({ system, status, statements }))).toEqual(
    shown,
  );
});
