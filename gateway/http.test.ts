import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { calm } from './testing/made-subgraphs.ts';

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest({ maxBodyBytes: 2_000, corsOrigins: ['https://crm.example.com'] });
});
afterEach(() => {
  for (const made of Object.values(hub.made)) Object.assign(made.mood, calm());
});
afterAll(() => hub.stop());

const get = (query: string, headers: Record<string, string> = { 'apollo-require-preflight': '1' }) =>
  fetch(`${hub.url}?query=${encodeURIComponent(query)}`, { headers });

describe('misuse is answered with what to do', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, string, number, string, RegExp]>([
    ['no query', '{"variables":{}}', 400, 'BAD_REQUEST', /must contain a non-empty `query`/],
    ['an empty body', '', 400, 'BAD_REQUEST', /body is empty\. Send JSON/],
    ['a body that is not JSON', '{ query', 400, 'BAD_REQUEST', /body is not JSON\. Send \{ "query"/],
    ['a batch', '[{"query":"{ visitors }"}]', 400, 'BAD_REQUEST', /batch/i],
    ['a batch of whatever', ' [[[{', 400, 'BAD_REQUEST', /batch/i],
    [
      'text variables',
      '{"query":"{ visitors }","variables":"{}"}',
      400,
      'BAD_REQUEST',
      /should be provided as an object/,
    ],
    ['no GraphQL', '{"query":"{ visitors"}', 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error: Expected Name, found <EOF>/],
    ['an unknown field', '{"query":"{ visitor }"}', 400, 'GRAPHQL_VALIDATION_FAILED', /Did you mean "visitors"/],
    [
      'an unknown operation name',
      '{"query":"query A { visitors }","operationName":"B"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
      /Unknown operation named "B"\. The document has: A\./,
    ],
    [
      'two operations and no name',
      '{"query":"query A { visitors } query B { visitors }"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
      /Must provide operation name: the document has 2 operations/,
    ],
    [
      'a missing variable',
      '{"query":"query($id: ID!) { person(id: $id) { id } }"}',
      400,
      'BAD_USER_INPUT',
      /Variable "\$id" of required type "ID!" was not provided/,
    ],
    [
      'a variable of another type',
      '{"query":"query($n: Int) { people(first: $n) { id } }","variables":{"n":"x"}}',
      400,
      'BAD_USER_INPUT',
      /Int cannot represent non-integer value/,
    ],
    [
      'a persisted query',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}',
      200,
      'PERSISTED_QUERY_NOT_FOUND',
      /PersistedQueryNotFound/,
    ],
  ])('%s', async (_, body, status, code, message) => {
    const answer = await hub.send(body);
    expect(answer.errors[0]?.message).toMatch(message);
    expect(answer.errors.map((e) => e.extensions['code'])).toEqual([code]);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/stack|node_modules|\.ts:/);
  });

  it('a mutation by GET', async () => {
    const answer = await get('mutation { rename(id: 1, name: "x") { id } }');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await answer.text()).toContain('GET requests only support query operations, not mutation operations');
  });

  it('a body that is too large', async () => {
    const answer = await hub.send(JSON.stringify({ query: `{ visitors } #${'x'.repeat(2_000)}` }));
    expect([answer.status, answer.errors]).toEqual([
      413,
      [{ message: 'The body is larger than 2000 bytes.', extensions: { code: 'REQUEST_TOO_LARGE' } }],
    ]);
  });

  it('a content type that is not JSON', async () => {
    const answer = await hub.send('<x/>', { headers: { 'content-type': 'application/xml' } });
    expect([answer.status, answer.errors[0]?.extensions['code']]).toEqual([415, 'BAD_REQUEST']);
    expect(answer.errors[0]?.message).toBe('Send the body as content-type application/json.');
  });

  it('a body that is compressed', async () => {
    const body = gzipSync('{"query":"{ visitors }"}');
    const answer = await fetch(hub.url, { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body });
    expect([answer.status, await answer.json()]).toEqual([
      415,
      {
        errors: [{ message: 'Send the body as it is, without content-encoding.', extensions: { code: 'BAD_REQUEST' } }],
      },
    ]);
  });

  it('an address that is none', async () => {
    const answer = await fetch(`${hub.origin}/%E0%A4%A`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { errors: [{ message: 'The address of the request is not a valid URL.', extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  it('another method, and another place', async () => {
    const put = await fetch(hub.url, { method: 'PUT', headers: json, body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
    const elsewhere = await fetch(`${hub.origin}/v1`);
    expect([elsewhere.status, await elsewhere.json()]).toEqual([
      404,
      { errors: [{ message: 'Nothing is here. GraphQL is at /graphql.', extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  it('an accept header that nothing fits', async () => {
    const answer = await hub.ask('{ visitors }', {}, { headers: { accept: 'image/png' } });
    expect([answer.status, answer.errors[0]?.extensions['code']]).toEqual([406, 'BAD_REQUEST']);
    const rename = 'mutation { rename(id: 1, name: "x") { name } }';
    const before = hub.made.people.mood.seen.length;
    const undone = await hub.ask(rename, {}, { headers: { accept: 'image/png' } });
    expect([undone.status, undone.errors[0]?.extensions['code']]).toEqual([406, 'BAD_REQUEST']);
    expect(hub.made.people.mood.seen.length).toBe(before);
  });
});

describe('cross-site request forgery', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which a browser sends without asking',
    async (type) => {
      const answer = await hub.send('{"query":"mutation { rename(id: 1, name: \\"x\\") { id } }"}', {
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(400);
      expect(answer.errors[0]?.message).toContain('potential Cross-Site Request Forgery');
      expect(hub.made.people.mood.seen).toEqual([]);
    },
  );
  it('is refused by GET without a header that needs a preflight', async () => {
    const refused = await get('{ visitors }', {});
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('Cross-Site Request Forgery'),
    ]);
    const allowed = await get('{ visitors }');
    expect([allowed.status, await allowed.json()]).toEqual([200, expect.objectContaining({ data: { visitors: 7 } })]);
  });
});

describe('GraphQL over HTTP', () => {
  it('answers in the media type that is asked for', async () => {
    const types = await Promise.all(
      ['application/json', 'application/graphql-response+json', '*/*'].map(async (accept) =>
        (await hub.ask('{ visitors }', {}, { headers: { accept } })).headers.get('content-type'),
      ),
    );
    expect(types).toEqual([
      'application/json; charset=utf-8',
      'application/graphql-response+json; charset=utf-8',
      'application/json; charset=utf-8',
    ]);
  });
  it.each([
    ['application/json', 200],
    ['Application/JSON;charset=utf-8', 200],
    ['application/json, application/graphql-response+json', 200],
    ['application/graphql-response+json;q=0.5, application/json', 200],
    ['application/graphql-response+json, application/json', 400],
    ['application/json;q=0, */*', 400],
    ['*/*', 400],
  ])('what is not valid has the status of the media type in which it is said: %s %s', async (accept, status) => {
    const answer = await hub.ask('{ nobody }', {}, { headers: { accept } });
    const isJson = accept === '*/*' || status === 200;
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      `application/${isJson ? 'json' : 'graphql-response+json'}; charset=utf-8`,
    ]);
  });
  it('names the request: the name that came, or a new one when that can not be logged', async () => {
    const named = await hub.ask('{ visitors }', {}, { headers: { 'x-request-id': 'a.b-1' } });
    expect(named.headers.get('x-request-id')).toBe('a.b-1');
    expect(hub.made.visits.mood.seen[0]?.requestId).toBe('a.b-1');
    const odd = await hub.ask('{ visitors }', {}, { headers: { 'x-request-id': 'a b"}' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });
  it('has extensions.sources even when no system was asked', async () => {
    expect((await hub.send('{"query":"{ __typename }"}')).text).toContain('"sources":[]');
  });
  it('answers introspection, or not', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect((await hub.ask(query)).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const closed = await gatewayUnderTest({ introspection: false });
    expect((await closed.ask(query)).errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    await closed.stop();
  });
  it('runs mutations', async () => {
    const answer = await hub.ask('mutation { rename(id: 1, name: "Ann") { name letterCount } }');
    expect([answer.data, answer.errors]).toEqual([{ rename: { name: 'Ann', letterCount: 2 } }, []]);
  });
});

describe('other origins', () => {
  it('may read when they are listed', async () => {
    const listed = await hub.ask('{ visitors }', {}, { headers: { origin: 'https://crm.example.com' } });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://crm.example.com');
    const other = await hub.ask('{ visitors }', {}, { headers: { origin: 'https://evil.example.com' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    expect(other.headers.get('vary')).toBe('origin');
  });
  it('get an answer to their preflight', async () => {
    const headers = { origin: 'https://crm.example.com', 'access-control-request-method': 'POST' };
    const { statusCode, headers: got } = await request(hub.url, { method: 'OPTIONS', headers });
    expect([statusCode, got['access-control-allow-methods']]).toEqual([204, 'GET, POST, OPTIONS']);
    expect(got['access-control-allow-headers']).toContain('content-type');
  });
});

describe('health', () => {
  const ready = async () => {
    const answer = await fetch(`${hub.origin}/health/ready`);
    return [answer.status, await answer.json()];
  };
  it('is live and ready', async () => {
    expect((await fetch(`${hub.origin}/health/live`)).status).toBe(200);
    expect(await ready()).toEqual([200, { status: 'ready' }]);
  });
  it('is not ready while a subgraph is not, and says which', async () => {
    hub.made.visits.mood.ready = false;
    expect(await ready()).toEqual([503, { status: 'not ready', missing: { visits: 'not ready' } }]);
    expect((await fetch(`${hub.origin}/health/live`)).status).toBe(200);
  });
});
