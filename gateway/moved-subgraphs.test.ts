import { renameSync, writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { breakerStates } from '../kit/protect/listing.ts';
import { serveSubgraph, type Served } from '../kit/subgraph/serve.ts';
import { servicesOf } from './supergraph-services.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { madeSubgraph, names, supergraphOf, type Made, type MadeName } from './testing/made-subgraphs.ts';

const query = '{ people(first: 2) { id letters { subject } visits { at } } }';

const served: Served[] = [];
async function serve(name: MadeName): Promise<{ made: Made; url: string }> {
  const made = madeSubgraph(name);
  const one = await serveSubgraph(made, { log: pino({ level: 'silent' }) });
  served.push(one);
  return { made, url: one.url };
}

/** The supergraph with these addresses, and the made-up ones of all others. */
const at = (addresses: Partial<Record<MadeName, string>>, sdl = supergraphOf()): string =>
  Object.entries(addresses).reduce(
    (text, [name, url]) => text.replace(`http://${name}.internal.example.com/`, url),
    sdl,
  );

let hub: UnderTest;
let urls: Record<MadeName, string>;
let made: Record<MadeName, Made>;
beforeEach(async () => {
  const all = await Promise.all(names.map(async (name) => [name, await serve(name)] as const));
  urls = Object.fromEntries(all.map(([name, { url }]) => [name, url])) as typeof urls;
  made = Object.fromEntries(all.map(([name, one]) => [name, one.made])) as typeof made;
  hub = await gatewayUnderTest({ services: servicesOf, supergraph: at(urls), subgraphTimeoutMs: 2_000 });
});
afterEach(async () => {
  await hub.stop();
  await Promise.all(served.splice(0).map((one) => one.stop()));
});

async function replace(text: string): Promise<void> {
  const said = (): number =>
    hub.log.filter((line) => /the supergraph was replaced|the old one stays/.test(line)).length;
  const before = said();
  writeFileSync(`${hub.file}.new`, text);
  renameSync(`${hub.file}.new`, hub.file);
  await expect.poll(said, { timeout: 5_000 }).toBe(before + 1);
}

const guarded = (): string[] =>
  breakerStates()
    .filter(({ kind }) => kind === 'subgraph')
    .map(({ name }) => name);

it('a subgraph that moves is asked at its new address, and no request is lost', async () => {
  const next = await serve('letters');
  let running = true;
  const failed: unknown[] = [];
  const client = async (): Promise<void> => {
    while (running) {
      const answer = await hub.ask(query).catch((error: unknown) => error);
      if (answer instanceof Error || (answer as { errors: unknown[] }).errors.length > 0) failed.push(answer);
    }
  };
  const clients = Array.from({ length: 4 }, client);
  await expect.poll(() => made.letters.mood.seen.length).toBeGreaterThan(4);
  await replace(at({ ...urls, letters: next.url }));
  await expect.poll(() => next.made.mood.seen.length).toBeGreaterThan(4);
  running = false;
  await Promise.all(clients);
  expect(failed).toEqual([]);
  const before = made.letters.mood.seen.length;
  expect((await hub.ask(query)).errors).toEqual([]);
  expect(made.letters.mood.seen.length).toBe(before);
  expect(guarded()).toEqual(names.toSorted());
});

it('a subgraph that comes is asked, one that goes is no longer watched', async () => {
  const two = ['people', 'visits'] as const;
  await replace(at(urls, supergraphOf({}, two)));
  expect(guarded()).toEqual(two);
  expect((await hub.ask(query)).errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  await replace(at(urls));
  expect(guarded()).toEqual(names.toSorted());
  expect((await hub.ask(query)).errors).toEqual([]);
});

it('what is known of the faults of a subgraph that stays is kept', async () => {
  const { letters: away } = urls;
  await served.find(({ url }) => url === away)?.stop();
  const phase = (): string | undefined => breakerStates().find(({ name }) => name === 'letters')?.phase;
  await expect
    .poll(
      async () => {
        await hub.ask(query);
        return phase();
      },
      { timeout: 10_000 },
    )
    .not.toBe('CLOSED');
  const next = await serve('visits');
  await replace(at({ ...urls, visits: next.url }));
  expect(phase()).not.toBe('CLOSED');
  await replace(at({ ...urls, letters: (await serve('letters')).url }));
  expect(phase()).toBe('CLOSED');
  expect((await hub.ask(query)).errors).toEqual([]);
});

it('an address that is none is refused, and everything stays as it was', async () => {
  await replace(at({ ...urls, letters: 'ftp://letters.example.com' }));
  expect(hub.log.find((line) => line.includes('the old one stays'))).toContain(
    'subgraph letters has the URL \\"ftp://letters.example.com\\"',
  );
  await replace(at(urls).replace('type Query', 'type Query @nothing'));
  expect(guarded()).toEqual(names.toSorted());
  expect((await hub.ask(query)).errors).toEqual([]);
});
