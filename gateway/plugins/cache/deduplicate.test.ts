import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gatewayUnderTest, type UnderTest } from '../../testing/gateway-under-test.ts';
import { calm } from '../../testing/made-subgraphs.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import { cacheDefaults } from './settings.ts';

const query = 'query Who($id: ID!) { person(id: $id) { id name } }';

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest({ cache: { ...cacheDefaults, deduplicate: true }, subgraphTimeoutMs: 8_000 });
  await hub.ask('{ visitors }');
});
afterEach(() => {
  for (const made of Object.values(hub.made)) Object.assign(made.mood, calm());
});
afterAll(() => hub.stop());

const people = (): UnderTest['made']['people']['mood'] => hub.made.people.mood;
const underWay = (count = 1): Promise<void> => expect.poll(() => people().seen.length).toBe(count);

describe('equal queries at the same time', () => {
  it('run once; each is answered under its own id, and only one says that it sent statements', async () => {
    // Long enough for eight connections on a busy machine.
    people().delayMs = 2_000;
    const ids = Array.from({ length: 8 }, (_, i) => `request-${String(i)}`);
    const answers = await Promise.all(
      ids.map((id) => hub.ask(query, { id: '1' }, { headers: { 'x-request-id': id } })),
    );
    expect(people().seen).toHaveLength(1);
    for (const [i, answer] of answers.entries()) {
      expect(answer.data).toEqual({ person: { id: '1', name: 'Person 1' } });
      expect(answer.headers.get('x-request-id')).toBe(ids[i]);
      expect(answer.sources).toMatchObject([{ system: 'people-db', status: 'OK' }]);
    }
    const statements = answers.map(({ sources: [line] }) => (line as { statements?: number } | undefined)?.statements);
    expect(statements.filter((n) => n === 1)).toHaveLength(1);
    expect(statements.filter((n) => n === 0)).toHaveLength(7);
  });

  it('are only those of the same variables and operation', async () => {
    people().delayMs = 200;
    const two = `${query} query Other($id: ID!) { person(id: $id) { id name } }`;
    const named = (operationName: string) =>
      hub.send(JSON.stringify({ query: two, variables: { id: '1' }, operationName }));
    await Promise.all([
      hub.ask(query, { id: '1' }),
      hub.ask(query, { id: '2' }),
      hub.ask(`${query} `, { id: '1' }),
      named('Who'),
      named('Other'),
    ]);
    expect(people().seen).toHaveLength(5);
  });

  it('share a fault, and an internal one names the request of each', async () => {
    Object.assign(people(), { delayMs: 200, always: true, fault: new Error('secret') });
    const [a, b] = await Promise.all(
      ['fault-a', 'fault-b'].map((id) => hub.ask(query, { id: '1' }, { headers: { 'x-request-id': id } })),
    );
    expect(people().seen).toHaveLength(1);
    for (const [answer, id] of [
      [a, 'fault-a'],
      [b, 'fault-b'],
    ] as const)
      expect(answer?.errors[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', requestId: id });
    expect(hub.log.some((line) => line.includes('shares an equal request') && line.includes('executedBy'))).toBe(true);
  });

  it('run again for the next one', async () => {
    await hub.ask(query, { id: '1' });
    await hub.ask(query, { id: '1' });
    expect(people().seen).toHaveLength(2);
  });

  it('are not shared by one who wants nothing that is not new', async () => {
    people().delayMs = 200;
    const init = { headers: { 'cache-control': 'no-cache' } };
    await Promise.all([hub.ask(query, { id: '1' }), hub.ask(query, { id: '1' }, init)]);
    expect(people().seen).toHaveLength(2);
  });
});

describe('a client that leaves', () => {
  it('takes nothing from the others, be it the first or a later one', async () => {
    for (const leaver of [0, 1]) {
      Object.assign(people(), calm(), { delayMs: 500, seen: [] });
      const leave = new AbortController();
      const asks = [0, 1, 2].map(async (i) => {
        await sleep(i * 40);
        return hub.ask(query, { id: '1' }, i === leaver ? { signal: leave.signal } : {});
      });
      await sleep(200);
      leave.abort();
      const settled = await Promise.allSettled(asks);
      expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([0, 1, 2].map((i) => i !== leaver));
      for (const one of settled)
        if (one.status === 'fulfilled') expect(one.value.data).toEqual({ person: { id: '1', name: 'Person 1' } });
      expect(people()).toMatchObject({ aborted: 0 });
      expect(people().seen).toHaveLength(1);
    }
  });

  it('ends the work when it was the last', async () => {
    people().delayMs = 4_000;
    const leave = new AbortController();
    const asks = [1, 2].map(() => hub.ask(query, { id: '1' }, { signal: leave.signal }).catch(() => 'left'));
    await underWay();
    await sleep(150);
    leave.abort();
    expect(await Promise.all(asks)).toEqual(['left', 'left']);
    await expect.poll(() => people().aborted).toBe(1);
    people().delayMs = 0;
    expect((await hub.ask(query, { id: '1' })).errors).toEqual([]);
  });
});

describe('mutations', () => {
  it('are never shared', async () => {
    const rename = 'mutation { rename(id: "1", name: "New") { name } }';
    await Promise.all([hub.ask(rename), hub.ask(rename), hub.ask(rename)]);
    expect(people().seen).toHaveLength(3);
  });

  it('let nobody join what was read before them', async () => {
    people().delayMs = 600;
    const early = hub.ask(query, { id: '1' });
    await underWay();
    await hub.ask('mutation { rename(id: "1", name: "New") { name } }');
    await Promise.all([early, hub.ask(query, { id: '1' })]);
    expect(people().seen).toHaveLength(3);
  });
});

it('a gateway that was not told to share does not', async () => {
  const plain = await gatewayUnderTest();
  plain.made.people.mood.delayMs = 100;
  await Promise.all([plain.ask(query, { id: '1' }), plain.ask(query, { id: '1' })]);
  expect(plain.made.people.mood.seen).toHaveLength(2);
  await plain.stop();
});

it('a fault of a system stays a fault of that system for all', async () => {
  const fault = new HubError('LEGACY_UNAVAILABLE', 'System people-db could not be reached.', { system: 'people-db' });
  Object.assign(people(), { delayMs: 200, always: true, fault });
  const answers = await Promise.all([hub.ask(query, { id: '1' }), hub.ask(query, { id: '1' })]);
  expect(people().seen).toHaveLength(1);
  expect(answers[0].errors).toEqual(answers[1].errors);
  expect(answers[0].errors).toMatchObject([{ path: ['person'], extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
});
