import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { calm } from './testing/made-subgraphs.ts';

// The timeout and a tenth; and what client and machine take under a full test run.
const inTime = 400 * 1.1 + 160;
const everything = '{ people(first: 3) { id name letters { subject stamp { cents } } visits { at } } }';
const visits = [{ at: '2026-01-01T00:00:00Z' }];
const letters = [
  { subject: 'Letter 1', stamp: { cents: 1 } },
  { subject: 'Letter 2', stamp: { cents: 2 } },
];
const whole = ['1', '2', '3'].map((id) => ({ id, name: `Person ${id}`, letters, visits }));
const withoutLetters = whole.map((person) => ({ ...person, letters: null }));
const lettersDown = new HubError('LEGACY_UNAVAILABLE', 'System letters-db could not be reached.', {
  system: 'letters-db',
});

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest();
});
afterEach(() => {
  for (const made of Object.values(hub.made)) Object.assign(made.mood, calm());
});
afterAll(() => hub.stop());

describe('a whole answer', () => {
  it('has no errors and names every system', async () => {
    const answer = await hub.ask(everything);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ people: whole });
    expect(answer.sources.map((s) => `${s.system} ${s.status}`)).toEqual([
      'letters-db OK',
      'people-db OK',
      'visits-db OK',
    ]);
  });
});

describe('a subgraph that fails', () => {
  it('for fifty parents is one error at the first null, and everything else is there', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    const answer = await hub.ask('{ people(first: 50) { id letters { subject } visits { at } } }');
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([
      {
        message: 'System letters-db could not be reached.',
        path: ['people', 0, 'letters'],
        extensions: { code: 'LEGACY_UNAVAILABLE', system: 'letters-db', subgraph: 'letters' },
      },
    ]);
    const { people } = answer.data as { people: unknown[] };
    expect(people).toHaveLength(50);
    expect(people).toEqual(people.map((_, i) => ({ id: String(i + 1), letters: null, visits })));
  });

  it('is one error per empty response key, under its alias', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    const answer = await hub.ask('{ people(first: 2) { post: letters { subject } letterCount } }');
    expect(answer.errors.map((e) => e.path)).toEqual([
      ['people', 0, 'letterCount'],
      ['people', 0, 'post'],
    ]);
  });

  it('at the root nulls the root field alone', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    const answer = await hub.ask('{ box: letterBox visitors }');
    expect(answer.data).toEqual({ box: null, visitors: 7 });
    expect(answer.errors.map((e) => [e.path, e.extensions['code']])).toEqual([[['box'], 'LEGACY_UNAVAILABLE']]);
  });

  it('deep inside keeps the exact place of the fault', async () => {
    hub.made.letters.mood.fault = new HubError('LEGACY_DATA_INVALID', 'A stamp is not a number.', {
      system: 'letters-db',
      relation: 'letters',
    });
    const answer = await hub.ask('{ people(first: 2) { letters { subject fault } } }');
    expect(answer.errors).toEqual([
      {
        message: 'A stamp is not a number.',
        path: ['people', 0, 'letters', 0, 'fault'],
        extensions: { code: 'LEGACY_DATA_INVALID', system: 'letters-db', relation: 'letters', subgraph: 'letters' },
      },
    ]);
  });

  it('through several nestings of lists has a path that leads to a null', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    const answer = await hub.ask('{ people(first: 2) { friends { id friends { letters { subject } } } } }');
    expect(answer.errors.map((e) => e.path)).toEqual([['people', 0, 'friends', 0, 'friends', 0, 'letters']]);
  });

  it('is whole again with the next request after it recovers', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    expect((await hub.ask(everything)).data).toEqual({ people: withoutLetters });
    Object.assign(hub.made.letters.mood, calm());
    const answer = await hub.ask(everything);
    expect([answer.data, answer.errors]).toEqual([{ people: whole }, []]);
  });

  it('gives the same bytes of errors each time', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: lettersDown });
    hub.made.people.mood.fault = new HubError('LEGACY_TIMEOUT', 'System people-db was too slow.', {
      system: 'people-db',
    });
    const query = '{ visitors letterBox people(first: 5) { fault letters { subject } letterCount friends { fault } } }';
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => JSON.stringify((await hub.ask(query)).errors)),
    );
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '[]')).toHaveLength(5);
  });
});

describe('an unexpected fault', () => {
  const secret = new Error('select secret_column from accounts at 10.1.2.3:5432 (/srv/hub/kit/x.ts:1:1)');
  it('reaches the client as INTERNAL_SERVER_ERROR with the request id, and the log in full', async () => {
    Object.assign(hub.made.letters.mood, { always: true, fault: secret });
    const answer = await hub.ask(everything, {}, { headers: { 'x-request-id': 'req-4711' } });
    expect(answer.data).toEqual({ people: withoutLetters });
    expect(answer.errors).toEqual([
      {
        message: 'An internal fault; the log has it under request req-4711.',
        path: ['people', 0, 'letters'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', subgraph: 'letters', requestId: 'req-4711' },
      },
    ]);
    expect(answer.text).not.toMatch(/select|10\.1\.2\.3|5432|\.ts|stack/);
    const logged = hub.log.filter((line) => line.includes('secret_column'));
    expect(logged.length).toBeGreaterThan(0);
    expect(logged[0]).toContain('req-4711');
  });
});

describe('a slow subgraph', () => {
  it.each([
    ['that stops when told', false],
    ['that hears nothing', true],
  ])('%s costs its own part, within its timeout and a tenth', async (_, deaf) => {
    Object.assign(hub.made.letters.mood, { delayMs: 5_000, deaf });
    const answer = await hub.ask(everything);
    expect(answer.data).toEqual({ people: withoutLetters });
    expect(answer.errors).toEqual([
      {
        message: 'Subgraph letters did not answer within 400 ms.',
        path: ['people', 0, 'letters'],
        extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph: 'letters' },
      },
    ]);
    expect(answer.ms).toBeGreaterThan(390);
    expect(answer.ms).toBeLessThan(inTime);
  });

  it('that stops when told can still say which system it waited for', async () => {
    Object.assign(hub.made.letters.mood, { delayMs: 5_000 });
    const answer = await hub.ask(everything);
    expect(answer.sources).toContainEqual(expect.objectContaining({ system: 'letters-db', status: 'TIMEOUT' }));
    expect(hub.made.letters.mood.aborted).toBe(3);
  });

  it('is cut by the deadline of the whole request when that comes first', async () => {
    const short = await gatewayUnderTest({ requestTimeoutMs: 150, subgraphTimeoutMs: 5_000 });
    Object.assign(short.made.letters.mood, { delayMs: 3_000, deaf: true });
    const answer = await short.ask(everything);
    expect(answer.data).toEqual({ people: withoutLetters });
    expect(answer.errors.map((e) => [e.path, e.extensions])).toEqual([
      [['people', 0, 'letters'], { code: 'REQUEST_CANCELLED', subgraph: 'letters' }],
    ]);
    expect(answer.ms).toBeLessThan(500);
    await short.stop();
  });
});

describe('a client that leaves', () => {
  it('aborts what runs for it', async () => {
    Object.assign(hub.made.letters.mood, { delayMs: 10_000 });
    const client = new AbortController();
    const asked = hub.ask('{ person(id: 1) { letters { subject } } }', {}, { signal: client.signal });
    await expect.poll(() => hub.made.letters.mood.seen.length).toBe(1);
    client.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await expect.poll(() => hub.made.letters.mood.aborted).toBe(1);
    expect(hub.made.letters.mood.seen[0]?.signal.reason).toMatchObject({ code: 'REQUEST_CANCELLED' });
  });
});
