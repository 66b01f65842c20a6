import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gatewayUnderTest, type UnderTest } from '../../gateway/testing/gateway-under-test.ts';

/** More for whoever wants to be sure: CALM_RESTARTS=50 npx vitest run scenarios/calm/rolling-restart.test.ts */
const restarts = Number(process.env['CALM_RESTARTS'] ?? '3');
/** Milliseconds between two looks of the balancer at an instance, and what an instance gives it to notice. */
const lookMs = 20;
const graceMs = 1_500;

/** Milliseconds for which a look is believed: a busy balancer turns away sooner rather than later. */
const believedMs = 400;

interface Instance {
  readonly hub: UnderTest;
  /** When the last look that found it ready began; `performance.now()`. */
  readyAt: number;
}

/** As load balancers do: asks each instance whether it is ready, and gives requests in turn to those that are. */
class Balancer {
  readonly #instances = new Set<Instance>();
  #turn = 0;

  add(hub: UnderTest): Instance {
    const instance = { hub, readyAt: -Infinity };
    this.#instances.add(instance);
    void this.#watch(instance);
    return instance;
  }

  remove(instance: Instance): void {
    this.#instances.delete(instance);
  }

  get ready(): Instance[] {
    return [...this.#instances].filter(({ readyAt }) => performance.now() - readyAt < believedMs);
  }

  async next(): Promise<UnderTest> {
    for (;;) {
      const { ready } = this;
      this.#turn += 1;
      const chosen = ready[this.#turn % ready.length];
      if (chosen) return chosen.hub;
      await sleep(5);
    }
  }

  async #watch(instance: Instance): Promise<void> {
    while (this.#instances.has(instance)) {
      const from = performance.now();
      const answer = await fetch(`${instance.hub.origin}/health/ready`).catch(() => null);
      instance.readyAt = answer?.ok ? from : -Infinity;
      await answer?.text();
      await sleep(lookMs);
    }
  }
}

async function start(): Promise<UnderTest> {
  const hub = await gatewayUnderTest({ subgraphTimeoutMs: 10_000 });
  hub.made.letters.mood.delayMs = 10;
  return hub;
}

test(`${restarts} rolling restarts of two instances lose no request`, { timeout: 240_000 }, async () => {
  const balancer = new Balancer();
  const running = [balancer.add(await start()), balancer.add(await start())];
  await expect.poll(() => balancer.ready.length, { timeout: 20_000 }).toBe(2);
  const lost: unknown[] = [];
  const answeredBy = new Map<string, number>();
  let isOver = false;
  const expected = {
    people: ['1', '2'].map((id) => ({ id, letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }] })),
  };
  const client = async (): Promise<void> => {
    while (!isOver) {
      const hub = await balancer.next();
      const answer = await hub.ask('{ people(first: 2) { id letters { subject } } }').catch((error: unknown) => error);
      if (answer instanceof Error) lost.push(answer);
      else if (JSON.stringify((answer as { data: unknown }).data) !== JSON.stringify(expected)) lost.push(answer);
      else answeredBy.set(hub.origin, (answeredBy.get(hub.origin) ?? 0) + 1);
    }
  };
  const clients = Array.from({ length: 8 }, client);
  for (let i = 0; i < restarts; i += 1) {
    const old = running.shift();
    if (!old) throw new Error('no instance left');
    await old.hub.stop({ graceMs });
    balancer.remove(old);
    running.push(balancer.add(await start()));
    await expect.poll(() => balancer.ready.length, { timeout: 20_000 }).toBe(2);
  }
  isOver = true;
  await Promise.all(clients);
  for (const instance of running) {
    balancer.remove(instance);
    await instance.hub.stop();
  }
  expect(lost).toEqual([]);
  expect(answeredBy.size).toBeGreaterThan(restarts / 2);
});
