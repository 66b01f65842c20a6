import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, it, describe, vi } from 'vitest';
import { HubError } from '../../kit/errors/hub-error.ts';
import { apolloCalls } from '../../kit/test-servers/apollo-calls.ts';
import { gatewayEngine } from '../../kit/test-servers/gateway-engine.ts';
import { temporaryFile } from '../../kit/test-servers/temporary-folder.ts';
import { cacheDefaults } from '../plugins/cache/settings.ts';
import { persistedDefaults } from '../plugins/persisted/settings.ts';
import { fetched, gatewayForTest, post, type Answer, type UnderTest } from '../testing/gateway-under-test.ts';

// The stock engine is driven by Apollo Server alone.
const hasDirect = gatewayEngine() === 'hub';

const changing = new Set(['date', 'x-request-id']);
const named = { 'x-request-id': 'the-same' };

/** Everything that a client sees, without times. */
const seen = ({ status, headers, text }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => !changing.has(name)),
  text: text.replaceAll(/"(ms|ageMs)":[\d.]+/g, '"$1":0').replaceAll(/"asOf":"[^"]+"/g, '"asOf":"then"'),
});

const preflight = { 'apollo-require-preflight': 'true' };

/** Asks by GET: texts as they are, everything else as JSON. */
function get(at: UnderTest, asked: object, headers: Record<string, string> = preflight): Promise<Answer> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(asked) as [string, unknown][])
    parameters.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return fetched(`${at.url}?${parameters.toString()}`, { headers: { ...named, ...headers } });
}

/** Asks twice: Apollo Server answers, then the direct way does. */
async function bothWays(at: UnderTest, body: object, init: { headers?: Record<string, string>; by?: 'GET' } = {}) {
  const { headers, by } = init;
  const ask = () =>
    by === 'GET'
      ? get(at, body, { ...preflight, ...headers })
      : post(at.url, JSON.stringify(body), { headers: { ...named, ...headers } });
  const before = apolloCalls();
  const byApollo = await ask();
  expect(apolloCalls()).toBe(before + 1);
  const direct = await ask();
  expect(apolloCalls(), 'Apollo Server was asked again').toBe(before + 1);
  return { byApollo: seen(byApollo), direct: seen(direct) };
}

describe.runIf(hasDirect)(
  'an operation that was answered is answered again past Apollo Server, byte for byte the same',
  () => {
    const person = 'query Person($id: ID!, $more: Boolean = false) { person(id: $id) { id name @include(if: $more) } }';
    it.each<[string, object, Record<string, string>?]>([
      ['without variables', { query: '{ visitors }' }],
      ['with variables', { query: person, variables: { id: '1' } }],
      ['with the name of its operation', { query: `${person} query Other { visitors }`, operationName: 'Other' }],
      [
        'with the fields of newer clients',
        { query: '{ visitors }', variables: null, operationName: null, extensions: { clientLibrary: { name: 'x' } } },
      ],
      ['for the media type of GraphQL', { query: '{ visitors }' }, { accept: 'application/graphql-response+json' }],
      [
        'for both media types',
        { query: '{ visitors }' },
        { accept: 'application/graphql-response+json, application/json;q=0.9' },
      ],
      ['about the schema', { query: '{ __schema { queryType { name } } __typename }' }],
    ])('%s', async (_name, body, headers = {}) => {
      const at = await gatewayForTest({ corsOrigins: ['https://crm.example.com'] });
      const { byApollo, direct } = await bothWays(at, body, { headers });
      expect(direct).toEqual(byApollo);
      expect(direct.status).toBe(200);
    });

    it('with faults of a subgraph', async () => {
      const at = await gatewayForTest();
      at.made.people.mood.fault = new HubError('LEGACY_UNAVAILABLE', 'people-db is away.', { system: 'people-db' });
      const query = '{ people { id fault } visitors }';
      const { byApollo, direct } = await bothWays(at, { query });
      expect(direct).toEqual(byApollo);
      expect(direct.text).toMatch(/"errors":\[\{"message"/);
    });

    it('by the hash of a document that a client registered', async () => {
      const at = await gatewayForTest();
      const query = '{ visitors }';
      const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
      await post(at.url, JSON.stringify({ query, extensions: { persistedQuery } }));
      const calls = apolloCalls();
      const answer = await post(at.url, JSON.stringify({ extensions: { persistedQuery } }));
      expect(answer.data).toEqual({ visitors: 7 });
      expect(apolloCalls()).toBe(calls);
    });

    it('by the id of a trusted document, while others are refused', async () => {
      const file = temporaryFile('manifest.json', JSON.stringify({ 'visitors-1': 'query Visitors { visitors }' }));
      const at = await gatewayForTest({ persisted: { ...persistedDefaults, trust: 'only', file } });
      const { byApollo, direct } = await bothWays(at, { documentId: 'visitors-1' });
      expect(direct).toEqual(byApollo);
      const stranger = { query: '{ people { id } }' };
      for (let again = 0; again < 3; again++)
        expect((await post(at.url, JSON.stringify(stranger))).errors[0]?.extensions['code']).toBe(
          'DOCUMENT_NOT_TRUSTED',
        );
    });

    it('with what caches say of it', async () => {
      const at = await gatewayForTest({ cache: { ...cacheDefaults, deduplicate: true, responseBytes: 1_000_000 } });
      const { byApollo, direct } = await bothWays(at, { query: '{ visitors }' });
      expect(direct).toEqual(byApollo);
    });
  },
);

describe.runIf(hasDirect)('the same by GET', () => {
  const person = 'query Person($id: ID!, $more: Boolean = false) { person(id: $id) { id name @include(if: $more) } }';
  it.each<[string, object, Record<string, string>?]>([
    ['without variables', { query: '{ visitors }' }],
    ['with variables', { query: person, variables: { id: '1', more: true } }],
    ['with the name of its operation', { query: `${person} query Other { visitors }`, operationName: 'Other' }],
    ['with signs that an address has otherwise', { query: 'query P { person(id: "+ %&ä#") { id } }' }],
    ['with more than is asked for', { query: '{ visitors }', more: 'of it', extensions: { clientLibrary: {} } }],
    ['for the media type of GraphQL', { query: '{ visitors }' }, { accept: 'application/graphql-response+json' }],
    ['with the type of a body', { query: '{ visitors }' }, { 'content-type': 'application/json' }],
    ['with the header of Apollo’s clients', { query: '{ visitors }' }, { 'x-apollo-operation-name': 'x' }],
  ])('%s', async (_name, asked, headers = {}) => {
    const at = await gatewayForTest({ corsOrigins: ['https://crm.example.com'] });
    const { byApollo, direct } = await bothWays(at, asked, { headers, by: 'GET' });
    expect(direct).toEqual(byApollo);
    expect(direct.status).toBe(200);
  });

  it('by the hash of a document that a client registered, with what caches say of it', async () => {
    const at = await gatewayForTest({ cache: { ...cacheDefaults, deduplicate: true, responseBytes: 1_000_000 } });
    const query = '{ visitors }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    await get(at, { query: '{ people { id } }', extensions: { persistedQuery } });
    expect((await get(at, { extensions: { persistedQuery } })).errors[0]?.extensions['code']).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    const registered = await get(at, { query, extensions: { persistedQuery } });
    const calls = apolloCalls();
    const answer = await get(at, { extensions: { persistedQuery } });
    expect(apolloCalls()).toBe(calls);
    expect(answer.data).toEqual(registered.data);
    expect(answer.headers.get('cache-control')).toBe(registered.headers.get('cache-control'));
  });

  it('by the id of a trusted document', async () => {
    const file = temporaryFile('manifest.json', JSON.stringify({ 'visitors-1': 'query Visitors { visitors }' }));
    const at = await gatewayForTest({ persisted: { ...persistedDefaults, trust: 'only', file } });
    const { byApollo, direct } = await bothWays(at, { documentId: 'visitors-1' }, { by: 'GET' });
    expect(direct).toEqual(byApollo);
  });

  const rename = 'mutation { rename(id: "1", name: "x") { name } }';
  it.each<[string, string | object, Record<string, string>, number]>([
    ['mutations', { query: rename }, preflight, 405],
    ['what a page of another origin may send', { query: '{ visitors }' }, {}, 400],
    ['an empty header', { query: '{ visitors }' }, { 'apollo-require-preflight': '' }, 400],
    ['types of forms', { query: '{ visitors }' }, { ...preflight, 'content-type': 'text/plain' }, 415],
    ['a parameter twice', '?query={visitors}&query={visitors}', preflight, 400],
    ['variables that are no JSON', { query: '{ visitors }', variables: '{' }, preflight, 400],
    ['variables that are no object', { query: '{ visitors }', variables: [] }, preflight, 400],
    ['variables that are nothing', { query: '{ visitors }', variables: null }, preflight, 400],
    ['nothing at all', {}, preflight, 400],
  ])('%s: Apollo Server has the word', async (_name, asked, headers, status) => {
    const at = await gatewayForTest();
    await at.ask('{ visitors }');
    for (let again = 0; again < 2; again++) expect((await at.ask(rename)).data).toEqual({ rename: { name: 'x' } });
    const calls = apolloCalls();
    const sent = { ...named, ...headers };
    const answer =
      typeof asked === 'string' ? await fetched(at.url + asked, { headers: sent }) : await get(at, asked, headers);
    expect(apolloCalls()).toBe(calls + 1);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
  });

  it('HEAD is answered as ever', async () => {
    const at = await gatewayForTest();
    await at.ask('{ visitors }');
    const calls = apolloCalls();
    const answer = await fetch(`${at.url}?query={visitors}`, { method: 'HEAD', headers: preflight });
    expect([answer.status, apolloCalls()]).toEqual([405, calls + 1]);
  });
});

describe.runIf(hasDirect)('Apollo Server has the word', () => {
  it.each<[string, object, Record<string, string>?]>([
    [
      'on plans',
      { query: 'query P($id: ID!) { person(id: $id) { id } }', variables: { id: '1' } },
      { 'apollo-expose-query-plan': 'true' },
    ],
    [
      'on the wrong hash',
      {
        query: 'query P($id: ID!) { person(id: $id) { id } }',
        variables: { id: '1' },
        extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } },
      },
    ],
  ])('%s', async (_name, body, headers = {}) => {
    const at = await gatewayForTest();
    await at.ask('query P($id: ID!) { person(id: $id) { id } }', { id: '1' });
    const ask = () => post(at.url, JSON.stringify(body), { headers: { ...named, ...headers } });
    const calls = apolloCalls();
    const [first, second] = [await ask(), await ask()];
    expect(apolloCalls()).toBe(calls + 2);
    expect(seen(second)).toEqual(seen(first));
  });

  it('when there is another schema, for which an operation may not be valid', async () => {
    const at = await gatewayForTest();
    await at.ask('{ visitors }');
    const calls = apolloCalls();
    await at.ask('{ visitors }');
    expect(apolloCalls()).toBe(calls);
    const { supergraphOf } = await import('../testing/made-subgraphs.ts');
    writeFileSync(at.file, `${supergraphOf()}\n# another\n`);
    await vi.waitFor(async () => {
      await at.ask('{ visitors }');
      expect(apolloCalls()).toBe(calls + 1);
    }, 10_000);
  });
});
