import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { gatewayEngine } from '../kit/test-servers/gateway-engine.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { calm } from './testing/made-subgraphs.ts';

const accept = 'multipart/mixed;deferSpec=20220824,application/json';

interface Payload {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly hasNext?: boolean;
  readonly incremental?: readonly { data: unknown; path: unknown; label?: string; errors?: readonly object[] }[];
  readonly extensions?: object;
}

let hub: UnderTest;

/** Reads payloads as they come, by the rules of multipart: `take` gives the next one. */
async function deferred(query: string, variables: object = {}, signal?: AbortSignal, accepted = accept) {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: accepted },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  const boundary = /boundary="([^"]+)"/.exec(response.headers.get('content-type') ?? '')?.[1];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const take = async (): Promise<Payload> => {
    for (;;) {
      const [, head = '', body, rest] = /^([\s\S]*?\r\n\r\n)([\s\S]*?)\r\n--([\s\S]*)$/.exec(text) ?? [];
      if (body !== undefined && rest !== undefined && head !== '') {
        text = `--${rest}`;
        return JSON.parse(body) as Payload;
      }
      const next = await reader?.read();
      if (!next || next.done) throw new Error(`no further payload: ${text}`);
      text += next.value;
    }
  };
  const all = async (): Promise<Payload[]> => {
    const payloads = [await take()];
    while (payloads.at(-1)?.hasNext === true) payloads.push(await take());
    return payloads;
  };
  return { response, boundary, take, all };
}

const parts = (payloads: readonly Payload[]) => payloads.flatMap(({ incremental = [] }) => incremental);

describe.runIf(gatewayEngine() === 'hub')('@defer', () => {
  beforeAll(async () => {
    hub = await gatewayUnderTest({ subgraphTimeoutMs: 4_000 });
  });
  afterEach(() => {
    for (const one of Object.values(hub.made)) Object.assign(one.mood, calm());
  });
  afterAll(async () => {
    await hub.stop();
  });

  const query = `query Q($later: Boolean = true) { people(first: 2) { id
    ... @defer(label: "mail", if: $later) { letters { subject } } visits { at } } }`;

  it('does not hold back what is not deferred; each object of a list has its own piece', async () => {
    hub.made.letters.mood.delayMs = 700;
    const { response, boundary, take } = await deferred(query);
    expect([response.status, boundary]).toEqual([200, '-']);
    expect(response.headers.get('content-type')).toContain('deferSpec=20220824');
    const first = await take();
    const visits = [{ at: '2026-01-01T00:00:00Z' }];
    expect(first).toMatchObject({
      data: {
        people: [
          { id: '1', visits },
          { id: '2', visits },
        ],
      },
      hasNext: true,
    });
    const data = { letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }] };
    expect(await take()).toEqual({
      hasNext: true,
      incremental: [0, 1].map((i) => ({ data, path: ['people', i], label: 'mail' })),
    });
    expect(await take()).toMatchObject({ hasNext: false, extensions: { sources: expect.any(Array) as unknown } });
  });

  it('is one answer for who does not read parts, and when its condition says so', async () => {
    const whole = await hub.ask(query);
    expect(whole.headers.get('content-type')).toContain('application/json');
    expect(whole.data).toMatchObject({ people: [{ letters: [{}, {}] }, { letters: [{}, {}] }] });
    const answer = await hub.ask(query, { later: false }, { headers: { accept } });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.data).toEqual(whole.data);
  });

  it.each([
    'multipart/mixed;boundary="graphql";deferSpec=20220824,application/json',
    'multipart/mixed;incrementalSpec=v0.2, Multipart/Mixed; DeferSpec="20220824"',
    'application/json;q=0.5, multipart/mixed;deferSpec=20220824;q=0.6',
  ])('comes in parts to who accepts %s', async (accepted) => {
    const { response, all } = await deferred(query, {}, undefined, accepted);
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(parts(await all())).toHaveLength(2);
  });

  it.each([
    'multipart/mixed;deferSpec=20220824;q=0, application/json',
    'multipart/mixed;deferSpec=20220824;q=0.5, application/json',
    'multipart/*;q=0.9, application/json;q=0.8',
    'multipart/mixed, application/json',
    '*/*',
    '',
    'multipart/mixed;incrementalSpec=v0.2;deferSpec=20220824, application/json',
  ])('comes in one to who accepts %s', async (accepted) => {
    const whole = await hub.ask(query, {}, { headers: { accept: accepted } });
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  });

  it('tells parts within parts after them, also through fragments', async () => {
    const { all } = await deferred(`{ ...Top @defer(label: "top") visitors }
      fragment Top on Query { person(id: 1) { name ...Inner @defer(label: "inner") } }
      fragment Inner on Person { letterCount visits { at } }`);
    const payloads = await all();
    expect(payloads[0]?.data).toEqual({ visitors: 7 });
    expect(parts(payloads)).toEqual([
      { data: { person: { name: 'Person 1' } }, path: [], label: 'top' },
      { data: { letterCount: 2, visits: [{ at: '2026-01-01T00:00:00Z' }] }, path: ['person'], label: 'inner' },
    ]);
  });

  it('keeps errors of a part in that part', async () => {
    Object.assign(hub.made.letters.mood, {
      always: true,
      fault: new HubError('LEGACY_TIMEOUT', 'slow', { system: 'x' }),
    });
    const payloads = await (await deferred('{ person(id: 1) { id ... @defer { letters { subject } } } }')).all();
    expect(payloads[0]?.data).toEqual({ person: { id: '1' } });
    expect(payloads[0]).not.toHaveProperty('errors');
    expect(parts(payloads)).toEqual([
      {
        data: { letters: null },
        path: ['person'],
        errors: [
          {
            message: 'slow',
            path: ['person', 'letters'],
            extensions: { code: 'LEGACY_TIMEOUT', system: 'x', subgraph: 'letters' },
          },
        ],
      },
    ]);
  });

  it('tells nothing of an object that is not there', async () => {
    hub.made.people.mood.fault = new HubError('LEGACY_TIMEOUT', 'slow', { system: 'x' });
    hub.made.people.mood.always = true;
    const payloads = await (await deferred('{ person(id: 1) { id ... @defer { letters { subject } } } }')).all();
    expect(payloads[0]).toMatchObject({ data: { person: null }, errors: [{ path: ['person'] }] });
    expect(parts(payloads)).toEqual([]);
  });

  it('does nothing in a mutation, and is refused on its root', async () => {
    const rename = 'mutation { rename(id: 1, name: "N") { name ... @defer { letterCount } } }';
    const whole = await hub.ask(rename, {}, { headers: { accept } });
    expect(whole.data).toEqual({ rename: { name: 'N', letterCount: 2 } });
    const refused = await hub.ask('mutation { ... @defer { rename(id: 1, name: "N") { name } } }');
    expect(refused.errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('wants labels of its own', async () => {
    const twice = '{ ... @defer(label: "a") { visitors } ... @defer(label: "a") { letterBox } }';
    expect((await hub.ask(twice)).errors[0]?.message).toContain('Two @defer have the label "a"');
  });

  it('stops the work when the client leaves', async () => {
    hub.made.letters.mood.delayMs = 5_000;
    const client = new AbortController();
    const { take } = await deferred(query, {}, client.signal);
    await take();
    client.abort();
    await expect.poll(() => hub.made.letters.mood.aborted, { timeout: 1_000 }).toBe(2);
  });
});
