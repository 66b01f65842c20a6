import { afterEach, describe, expect, it } from 'vitest';
import { admissionDefaults } from './plugins/admission/settings.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

const query = '{ visitors }';
const bulk = { headers: { 'x-hub-priority': 'bulk' } };
const from = (client: string): RequestInit => ({ headers: { 'x-client': client } });

let hub: UnderTest;
afterEach(() => hub.stop());

/** A gateway that may do one or two things at a time, and does not hurry. */
async function narrow(admission: Partial<typeof admissionDefaults>): Promise<void> {
  const settings = {
    ...admissionDefaults,
    least: 1,
    most: 1,
    waiting: 2,
    seatedMs: 5_000,
    clientHeader: 'X-Client',
    ...admission,
  };
  hub = await gatewayUnderTest({ admission: settings, subgraphTimeoutMs: 20_000 });
  hub.made.visits.mood.delayMs = 300;
}

describe('more than the gateway can do', () => {
  it('waits for its turn', async () => {
    await narrow({ patienceMs: 20_000 });
    const answers = await Promise.all([hub.ask(query), hub.ask(query), hub.ask(query)]);
    expect(answers.map(({ data }) => data)).toEqual(Array(3).fill({ visitors: 7 }));
    expect(hub.admission()).toMatchObject({ limit: 1, inFlight: 0, waiting: 0, overloaded: 0 });
  });

  it('is told in GraphQL when to come again, and health goes on', async () => {
    await narrow({ patienceMs: 20_000 });
    hub.made.visits.mood.delayMs = 1_500;
    const first = [hub.ask(query), hub.ask(query), hub.ask(query)];
    await expect.poll(() => hub.admission()).toMatchObject({ inFlight: 1, waiting: 2 });
    const refused = await hub.ask(query);
    expect([refused.status, refused.errors]).toEqual([
      503,
      [{ message: 'The gateway has more to do than it can. Ask again later.', extensions: { code: 'OVERLOADED' } }],
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${hub.origin}/health/ready`)).status).toBe(200);
    expect((await fetch(`${hub.origin}/health/live`)).status).toBe(200);
    expect((await Promise.all(first)).every(({ errors }) => errors.length === 0)).toBe(true);
    expect(hub.admission().overloaded).toBe(1);
  });

  it('is told so when its turn does not come', async () => {
    await narrow({ patienceMs: 50 });
    hub.made.visits.mood.delayMs = 1_500;
    const first = hub.ask(query);
    await expect.poll(() => hub.admission().inFlight).toBe(1);
    const late = await hub.ask(query);
    expect([late.status, late.errors[0]?.extensions]).toEqual([503, { code: 'OVERLOADED' }]);
    expect((await first).errors).toEqual([]);
  });

  it('is refused to the client that asks most, while others wait', async () => {
    await narrow({ patienceMs: 20_000, waiting: 4 });
    hub.made.visits.mood.delayMs = 1_500;
    const asked = [hub.ask(query, {}, from('greedy'))];
    await expect.poll(() => hub.admission().inFlight).toBe(1);
    for (let i = 0; i < 2; i += 1) asked.push(hub.ask(query, {}, from('greedy')));
    asked.push(hub.ask(query, {}, from('modest')));
    await expect.poll(() => hub.admission().waiting).toBe(3);
    const refused = await hub.ask(query, {}, from('greedy'));
    expect([refused.status, refused.errors[0]?.extensions]).toEqual([429, { code: 'TOO_MANY_REQUESTS' }]);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await Promise.all(asked)).every(({ errors }) => errors.length === 0)).toBe(true);
    expect(hub.admission().overShare).toBe(1);
  });

  it('is bulk first to wait, and people first to be served', async () => {
    await narrow({ patienceMs: 20_000 });
    const order: string[] = [];
    const ask = async (name: string, init?: RequestInit): Promise<void> => {
      await hub.ask(query, {}, init);
      order.push(name);
    };
    const first = ask('first');
    await expect.poll(() => hub.admission().inFlight).toBe(1);
    const report = ask('report', bulk);
    await expect.poll(() => hub.admission().waiting).toBe(1);
    await Promise.all([first, report, ask('screen')]);
    expect(order).toEqual(['first', 'screen', 'report']);
    expect(hub.made.visits.mood.seen.map(({ isBulk }) => isBulk)).toEqual([false, false, true]);
  });

  it('frees the place of a client that left, waiting or not', async () => {
    await narrow({ patienceMs: 20_000 });
    hub.made.visits.mood.delayMs = 20_000;
    const clients = [new AbortController(), new AbortController()];
    const gone = clients.map(({ signal }) => hub.ask(query, {}, { signal }).catch(() => 'left'));
    await expect.poll(() => hub.admission()).toMatchObject({ inFlight: 1, waiting: 1 });
    clients.forEach((client) => {
      client.abort();
    });
    expect(await Promise.all(gone)).toEqual(['left', 'left']);
    hub.made.visits.mood.delayMs = 0;
    await expect.poll(() => hub.admission()).toMatchObject({ inFlight: 0, waiting: 0 });
    expect((await hub.ask(query)).errors).toEqual([]);
  });
});
