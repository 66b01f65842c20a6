import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

const ready = async (hub: UnderTest): Promise<boolean> => (await fetch(`${hub.origin}/health/ready`)).ok;

describe('stopping the gateway', () => {
  it('loses no request of clients that heed readiness', async () => {
    const hub = await gatewayUnderTest();
    hub.made.letters.mood.delayMs = 20;
    const lost: unknown[] = [];
    let answered = 0;
    const client = async (): Promise<void> => {
      // As a load balancer does: turns away as soon as a look at readiness fails, never before.
      while (await ready(hub).catch(() => false)) {
        const answer = await hub.ask('{ people(first: 2) { letters { subject } } }').catch((error: unknown) => error);
        if (answer instanceof Error || (answer as { errors: unknown[] }).errors.length > 0) lost.push(answer);
        else answered++;
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await expect.poll(() => answered, { timeout: 10_000 }).toBeGreaterThan(40);
    const from = performance.now();
    await Promise.all([hub.stop({ graceMs: 250 }), ...clients]);
    expect(lost).toEqual([]);
    expect(performance.now() - from).toBeLessThan(1_500);
  });

  it('goes on serving during the grace, not ready, and closes connections one by one', async () => {
    const hub = await gatewayUnderTest();
    const stopped = hub.stop({ graceMs: 200 });
    const during = await hub.ask('{ visitors }');
    expect([during.data, during.headers.get('connection')]).toEqual([{ visitors: 7 }, 'close']);
    const health = await fetch(`${hub.origin}/health/ready`);
    expect([health.status, await health.json()]).toEqual([
      503,
      { status: 'not ready', missing: { server: 'draining' } },
    ]);
    await stopped;
    await expect(hub.ask('{ visitors }')).rejects.toThrow();
  });

  it('waits for what is in flight', async () => {
    const hub = await gatewayUnderTest({ subgraphTimeoutMs: 3_000 });
    hub.made.visits.mood.delayMs = 300;
    const asked = hub.ask('{ visitors }');
    await expect.poll(() => hub.made.visits.mood.seen.length).toBe(1);
    await hub.stop();
    expect((await asked).data).toEqual({ visitors: 7 });
  });

  it('cuts what does not end in time', async () => {
    const hub = await gatewayUnderTest({ subgraphTimeoutMs: 20_000 });
    hub.made.visits.mood.delayMs = 20_000;
    const asked = hub.ask('{ visitors }');
    await expect.poll(() => hub.made.visits.mood.seen.length).toBe(1);
    const from = performance.now();
    const lost = expect(asked).rejects.toThrow();
    await hub.stop({ closeWithinMs: 100 });
    await lost;
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const hub = await gatewayUnderTest();
    const { hostname, port } = new URL(hub.url);
    const silent = connect(Number(port), hostname);
    await new Promise((resolve) => silent.once('connect', resolve));
    await hub.ask('{ visitors }');
    const from = performance.now();
    await hub.stop();
    expect(performance.now() - from).toBeLessThan(500);
    silent.destroy();
  });

  it('waits for a second request on a connection whose first one was answered before', async () => {
    const hub = await gatewayUnderTest({ subgraphTimeoutMs: 5_000 });
    const { hostname, port } = new URL(hub.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (data: Buffer) => (received += data.toString()));
    const ask = (query: string): void => {
      const body = JSON.stringify({ query });
      const head = 'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n';
      socket.write(`${head}Content-Length: ${String(body.length)}\r\n\r\n${body}`);
    };
    hub.made.letters.mood.delayMs = 300;
    hub.made.visits.mood.delayMs = 1_000;
    ask('{ letterBox }');
    ask('{ visitors }');
    await expect.poll(() => received, { timeout: 5_000 }).toContain('"letterBox":"full"');
    await hub.stop();
    await expect.poll(() => socket.readableEnded || socket.destroyed).toBe(true);
    expect(received).toContain('"visitors":7');
  });

  it('may be asked for twice', async () => {
    const hub = await gatewayUnderTest();
    await Promise.all([hub.stop(), hub.stop()]);
    await hub.stop();
  });
});
