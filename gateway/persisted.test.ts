import { renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFile } from '../kit/test-servers/temporary-folder.ts';
import { documentCache } from './plugins/persisted/automatic.ts';
import { sha256 } from './plugins/persisted/manifest.ts';
import { persistedDefaults, type PersistedSettings } from './plugins/persisted/settings.ts';
import { gatewayUnderTest, type Answer, type UnderTest } from './testing/gateway-under-test.ts';
import { sdl, supergraphOf } from './testing/made-subgraphs.ts';

const visitors = 'query Visitors { visitors }';
const person =
  'query Person($id: ID!, $deep: Boolean = false) { person(id: $id) { name friends @include(if: $deep) { id } } }';
const rename = 'mutation Rename { rename(id: "1", name: "New") { name } }';
const broken = 'query Broken { nobody }';

const manifest = (documents: readonly string[]): string =>
  JSON.stringify({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: documents.map((body) => ({ id: sha256(body), name: /\w+ (\w+)/.exec(body)?.[1], type: 'query', body })),
  });

const manifestFile = (text: string): string => temporaryFile('manifest.json', text);

const gateway = (persisted: Partial<PersistedSettings>) =>
  gatewayUnderTest({ persisted: { ...persistedDefaults, ...persisted } });

const codes = ({ status, data, errors }: Answer): unknown => [status, data ?? errors.map((e) => e.extensions['code'])];
const post = async (hub: UnderTest, body: object) => codes(await hub.send(JSON.stringify(body)));
const get = async (
  hub: UnderTest,
  parameters: Record<string, string>,
  headers = { 'apollo-require-preflight': '1' },
) => {
  const answer = await fetch(`${hub.url}?${new URLSearchParams(parameters).toString()}`, { headers });
  const { data, errors } = (await answer.json()) as Pick<Answer, 'data' | 'errors'>;
  return [answer.status, data ?? errors.map((e) => e.extensions['code'])];
};
const byHash = (text: string, version = 1) => ({ persistedQuery: { version, sha256Hash: sha256(text) } });
const seven = [200, { visitors: 7 }];

describe('only trusted documents', () => {
  let hub: UnderTest;
  let file: string;
  beforeAll(async () => {
    file = manifestFile(manifest([visitors, person, rename, broken]));
    hub = await gateway({ trust: 'only', file });
  });
  afterAll(() => hub.stop());

  it('are asked for by any kind of identifier, or by their text', async () => {
    expect(await post(hub, { documentId: sha256(visitors) })).toEqual(seven);
    expect(await post(hub, { documentId: `sha256:${sha256(visitors)}`, operationName: 'Visitors' })).toEqual(seven);
    expect(await post(hub, { extensions: byHash(visitors) })).toEqual(seven);
    expect(await post(hub, { query: visitors, extensions: byHash(visitors) })).toEqual(seven);
    expect(await post(hub, { query: 'query Visitors{visitors}' })).toEqual(seven);
    expect(await get(hub, { documentId: sha256(visitors) })).toEqual(seven);
    expect(await get(hub, { extensions: JSON.stringify(byHash(visitors)) })).toEqual(seven);
    const variables = { id: '3', deep: true };
    expect(await post(hub, { documentId: sha256(person), variables })).toMatchObject([
      200,
      { person: { name: 'Person 3' } },
    ]);
  });

  it('are all that runs', async () => {
    const refused = [400, ['DOCUMENT_NOT_TRUSTED']];
    const calls = hub.made.visits.mood.seen.length;
    for (const body of [
      { query: '{ visitors }' },
      { query: '{ visitors' },
      { query: 'query Visitors { visitors again: visitors }', operationName: 'Visitors' },
      { query: '{ visitors }', documentId: sha256(visitors) },
      { query: '{ visitors }', extensions: byHash('{ visitors }') },
      { query: '{ __schema { types { name } } }' },
      { documentId: 'unknown' },
      { documentId: '__proto__', operationName: 'x' },
      { extensions: byHash('{ visitors }') },
    ])
      expect([body, await post(hub, body)]).toEqual([body, refused]);
    expect(await get(hub, { query: '{ visitors }' })).toEqual(refused);
    expect(hub.made.visits.mood.seen.length).toBe(calls);
    expect(await post(hub, { extensions: byHash('{ visitors }') })).toEqual(refused);
  });

  it('keep the rules of GET', async () => {
    expect(await get(hub, { documentId: sha256(rename) })).toMatchObject([405, ['BAD_REQUEST']]);
    const answer = await fetch(`${hub.url}?documentId=${sha256(visitors)}`, { headers: { accept: '*/*' } });
    expect([answer.status, await answer.text()]).toMatchObject([400, expect.stringContaining('CSRF')]);
  });

  it('say nothing of the schema to those who guess', async () => {
    expect((await hub.send(JSON.stringify({ query: '{ visitor }' }))).text).not.toMatch(/visitors|Did you mean/);
  });

  it('that do not fit the schema are told by id with the reason, and answer so', async () => {
    const told = () => hub.log.filter((line) => line.includes('a trusted document would be refused')).join('');
    await expect.poll(told).toContain(sha256(broken));
    expect(told()).toContain('Cannot query field \\"nobody\\" on type \\"Query\\". (line 1, column 16)');
    expect(await post(hub, { documentId: sha256(broken) })).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  it('change with the file; a file that does not hold is refused, and the old one stays', async () => {
    const write = (text: string): void => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    };
    write('{ "a": 1 }');
    await expect.poll(() => hub.log.join('')).toMatch(/manifest of trusted documents is refused[^]*at a:/);
    expect(await post(hub, { documentId: sha256(visitors) })).toEqual(seven);
    write(JSON.stringify({ box: '{ letterBox }' }));
    await expect.poll(() => post(hub, { documentId: 'box' })).toEqual([200, { letterBox: 'full' }]);
    expect(await post(hub, { documentId: sha256(visitors) })).toEqual([400, ['DOCUMENT_NOT_TRUSTED']]);
    writeFileSync(hub.file, supergraphOf({ letters: sdl.letters.replace('letterBox: String', 'stamps: Int') }));
    await expect.poll(() => hub.log.join('')).toContain('"id":"box"');
    expect(await post(hub, { documentId: 'box' })).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
  });
});

describe('trusted documents that are only looked for', () => {
  let hub: UnderTest;
  beforeAll(async () => {
    hub = await gateway({ trust: 'log', file: manifestFile(JSON.stringify({ v1: visitors })) });
  });
  afterAll(() => hub.stop());

  it('let others through, and tell the log of each at 1, 10, 100', async () => {
    const told = () =>
      hub.log
        .filter((line) => line.includes('not among the trusted documents'))
        .map((line) => JSON.parse(line) as { sha256: string; count: number })
        .map(({ sha256: hash, count }) => [hash, count]);
    for (let i = 0; i < 12; i++)
      expect(await post(hub, { query: '{ letterBox }' })).toEqual([200, { letterBox: 'full' }]);
    expect(await post(hub, { query: visitors })).toEqual(seven);
    expect(await post(hub, { documentId: 'v1' })).toEqual(seven);
    expect(told()).toEqual([
      [sha256('{ letterBox }'), 1],
      [sha256('{ letterBox }'), 10],
    ]);
  });

  it('leave documents to be registered', async () => {
    expect(await post(hub, { documentId: 'v2' })).toEqual([400, ['PERSISTED_QUERY_NOT_FOUND']]);
    const query = '{ visitors letterBox }';
    expect(await post(hub, { extensions: byHash(query) })).toEqual([200, ['PERSISTED_QUERY_NOT_FOUND']]);
    await post(hub, { query, extensions: byHash(query) });
    expect(await post(hub, { extensions: byHash(query) })).toMatchObject([200, { visitors: 7 }]);
  });
});

describe('automatic persisted queries', () => {
  let hub: UnderTest;
  beforeAll(async () => {
    hub = await gateway({});
  });
  afterAll(() => hub.stop());

  it('are registered once and asked for by hash, by POST and by GET', async () => {
    const unknown = await hub.send(JSON.stringify({ extensions: byHash(visitors) }));
    expect(unknown.errors).toEqual([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
    expect([unknown.status, unknown.headers.get('cache-control')]).toMatchObject([
      200,
      expect.stringContaining('no-cache'),
    ]);
    expect(await post(hub, { query: visitors, extensions: byHash(visitors) })).toEqual(seven);
    expect(await post(hub, { extensions: byHash(visitors) })).toEqual(seven);
    expect(await get(hub, { extensions: JSON.stringify(byHash(visitors)) })).toEqual(seven);
    const answer = await fetch(`${hub.url}?extensions=${encodeURIComponent(JSON.stringify(byHash(visitors)))}`);
    expect(answer.status).toBe(400);
  });

  it('are registered only when they are what they say, and valid', async () => {
    expect(await post(hub, { query: person, extensions: byHash(visitors) })).toEqual([400, ['BAD_REQUEST']]);
    expect(await post(hub, { query: person, extensions: byHash(person, 2) })).toEqual([400, ['BAD_REQUEST']]);
    expect(await post(hub, { query: broken, extensions: byHash(broken) })).toMatchObject([
      400,
      ['GRAPHQL_VALIDATION_FAILED'],
    ]);
    for (const text of [person, broken])
      expect(await post(hub, { extensions: byHash(text) })).toEqual([200, ['PERSISTED_QUERY_NOT_FOUND']]);
  });

  it('can be switched off', async () => {
    const off = await gateway({ automatic: false });
    expect(await post(off, { extensions: byHash(visitors) })).toEqual([200, ['PERSISTED_QUERY_NOT_SUPPORTED']]);
    expect(await post(off, { query: visitors })).toEqual(seven);
    await off.stop();
  });

  it('take no more memory than they may', async () => {
    const cache = documentCache(10_000);
    for (let i = 0; i < 1_000; i++) await cache.set(`h${String(i)}`, 'x'.repeat(400));
    const kept = await Promise.all(Array.from({ length: 1_000 }, (_, i) => cache.get(`h${String(i)}`)));
    expect(kept.filter((text) => text !== undefined).length).toBe(9);
    await cache.set('huge', 'x'.repeat(10_000));
    expect(await cache.get('huge')).toBeUndefined();
  });
});

it('a gateway that is to trust a manifest does not start without it', async () => {
  await expect(gateway({ trust: 'only' })).rejects.toThrow('name the manifest in GATEWAY_TRUSTED_DOCUMENTS_FILE');
  await expect(gateway({ trust: 'log', file: '/nowhere/manifest.json' })).rejects.toThrow("can't be read (ENOENT)");
  await expect(gateway({ trust: 'log', file: manifestFile('') })).rejects.toThrow('it is not JSON');
});
