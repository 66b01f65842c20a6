import { renameSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gatewayUnderTest } from '../../gateway/testing/gateway-under-test.ts';
import { sdl, supergraphOf } from '../../gateway/testing/made-subgraphs.ts';

/** More for whoever wants to be sure: CALM_SWAPS=100 npx vitest run scenarios/calm/swaps.test.ts */
const swaps = Number(process.env['CALM_SWAPS'] ?? '10');
const query = '{ people(first: 2) { id letters { subject } visits { at } } }';
const expected = JSON.stringify({
  people: ['1', '2'].map((id) => ({
    id,
    letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }],
    visits: [{ at: '2026-01-01T00:00:00Z' }],
  })),
});

const version = (i: number): string =>
  supergraphOf({ letters: sdl.letters.replace('letterBox: String', `letterBox: String version${i}: Int`) });
/** Every tenth can't be used. */
const isInvalid = (i: number): boolean => i % 10 === 3;
const invalid = ['type Query {', '', 'type Query { a: Int }', supergraphOf().replaceAll('visits', 'vists')];

test(`${swaps} supergraphs, a tenth of them invalid, cost no request under load`, { timeout: 240_000 }, async () => {
  const hub = await gatewayUnderTest({ subgraphTimeoutMs: 10_000 });
  hub.made.letters.mood.delayMs = 5;
  const wrong: unknown[] = [];
  let asked = 0;
  let isOver = false;
  const client = async (): Promise<void> => {
    while (!isOver) {
      asked += 1;
      const answer = await hub.ask(query).catch((error: unknown) => error);
      if (answer instanceof Error || JSON.stringify((answer as { data: unknown }).data) !== expected)
        wrong.push(answer);
    }
  };
  const clients = Array.from({ length: 8 }, client);
  const said = (words: string): number => hub.log.filter((line) => line.includes(words)).length;
  let latest = -1;
  for (let i = 0; i < swaps; i += 1) {
    const news = isInvalid(i) ? 'the old one stays' : 'the supergraph was replaced';
    const before = said(news);
    writeFileSync(`${hub.file}.new`, isInvalid(i) ? (invalid[Math.floor(i / 10) % invalid.length] ?? '') : version(i));
    renameSync(`${hub.file}.new`, hub.file);
    await expect.poll(() => said(news), { timeout: 20_000, interval: 10 }).toBe(before + 1);
    if (!isInvalid(i)) latest = i;
    const fields = await hub.ask('{ __type(name: "Query") { fields { name } } }');
    expect(fields.text.match(/version\d+/g)).toEqual([`version${latest}`]);
  }
  isOver = true;
  await Promise.all(clients);
  await hub.stop();
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(swaps);
});
