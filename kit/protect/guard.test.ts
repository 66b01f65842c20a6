import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { HubError } from '../errors/hub-error.ts';
import { deliver } from '../receiver.ts';
import { Guard, SparedError, type CallLimits, type GuardOptions, type Question, type Verdict } from './guard.ts';
import { breakerStates } from './listing.ts';
import { RetryBudget } from './retry-budget.ts';

class Fault extends Error {
  constructor(readonly verdict: Verdict) {
    super(verdict);
  }
}

const guards: Guard[] = [];
const lines: string[] = [];
afterEach(() => {
  guards.splice(0).forEach((guard) => {
    guard.end();
  });
  lines.length = 0;
});

function guardOf(options: Partial<GuardOptions> = {}): Guard {
  const guard = new Guard({
    kind: 'system',
    name: 'shop',
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    bulkhead: { running: 2, waiting: 1 },
    patienceMs: 0,
    retryShare: 0,
    breaker: { restMs: 5 },
    ping: async () => undefined,
    ...options,
  });
  guards.push(guard);
  return guard;
}

interface Call<T> extends CallLimits {
  readonly run: (left: number) => Promise<T>;
  readonly timeoutMs: number;
  readonly isRepeatable: boolean;
}

const question: Question<Call<unknown>, unknown, Call<unknown>> = {
  ask: (asked, _, left, to) => {
    deliver(asked.run(left), to);
  },
  verdict: (error) => (error instanceof Fault ? error.verdict : 'nothing'),
  isRepeatable: (asked) => asked.isRepeatable,
};

const call = <T>(run: (left: number) => Promise<T>, rest: Partial<Call<T>> = {}): Call<T> => ({
  run,
  timeoutMs: 1_000,
  signal: new AbortController().signal,
  isRepeatable: true,
  ...rest,
});

const ask = (guard: Guard, asked: Call<unknown>): Promise<unknown> =>
  guard.run(question, asked, asked, asked.timeoutMs);

const failing = (verdict: Verdict) => call(() => Promise.reject(new Fault(verdict)));
async function failTimes(guard: Guard, times: number, verdict: Verdict): Promise<void> {
  for (let i = 0; i < times; i += 1) await ask(guard, failing(verdict)).catch(() => undefined);
}

/** A call that is under way until told. */
function open(): { job: Call<string>; end: () => void } {
  let end = (): void => undefined;
  const done = new Promise<string>((resolve) => {
    end = () => {
      resolve('done');
    };
  });
  return { job: call(() => done), end };
}

describe('a guard', () => {
  it('passes answers and errors on', async () => {
    const guard = guardOf();
    expect(
      await ask(
        guard,
        call(async () => 7),
      ),
    ).toBe(7);
    await expect(ask(guard, failing('answer'))).rejects.toThrow('answer');
  });

  it('answers at once for a system that fails, saying when it is tried again, and nothing else', async () => {
    const guard = guardOf({ breaker: { restMs: 60_000 } });
    await failTimes(guard, 5, 'unreached');
    const refused = await ask(
      guard,
      call(async () => 7),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SparedError);
    expect(refused).toMatchObject({ code: 'LEGACY_UNAVAILABLE', detail: { system: 'shop' } });
    expect((refused as Error).message).toMatch(
      /^System shop failed and is being spared; it is tried again in \d+\.\d s\.$/,
    );
  });

  it('is whole again after a sign of life and one good call, and the log has one line per change', async () => {
    const guard = guardOf();
    await failTimes(guard, 12, 'unreached');
    await expect.poll(() => guard.state.phase).toBe('HALF_OPEN');
    expect(
      await ask(
        guard,
        call(async () => 7),
      ),
    ).toBe(7);
    expect(guard.state).toMatchObject({ phase: 'CLOSED', openings: 1, spared: 7 });
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'system shop fails and is spared until it answers',
      'system shop answers again',
    ]);
  });

  it.each<[string, Verdict]>([
    ['clients that leave', 'nothing'],
    ['statements that the system refuses', 'answer'],
  ])('does not count %s', async (_, verdict) => {
    const guard = guardOf();
    await failTimes(guard, 50, verdict);
    expect(guard.state).toMatchObject({ phase: 'CLOSED', faultsInARow: 0 });
  });

  it('does not count silence towards a client in a hurry', async () => {
    const guard = guardOf({ patienceMs: 10_000 });
    await failTimes(guard, 50, 'late');
    expect(guard.state.phase).toBe('CLOSED');
  });

  it('does not count a call that waited in the queue while others were answered', async () => {
    const guard = guardOf({ bulkhead: { running: 1, waiting: 10 }, breaker: { faultsInARow: 1 } });
    const first = open();
    const running = ask(guard, first.job);
    let give = (): void => undefined;
    const late = ask(
      guard,
      call(
        () =>
          new Promise((_, reject) => {
            give = () => {
              reject(new Fault('late'));
            };
          }),
      ),
    );
    first.end();
    await running;
    give();
    await expect(late).rejects.toThrow('late');
    expect(guard.state.phase).toBe('CLOSED');
    await failTimes(guard, 1, 'late');
    expect(guard.state.phase).toBe('OPEN');
  });

  it('refuses what finds no room, at once', async () => {
    const guard = guardOf();
    const calls = [open(), open(), open()];
    const answers = calls.map(({ job }) => ask(guard, job));
    await expect(ask(guard, open().job)).rejects.toMatchObject({
      code: 'LEGACY_OVERLOADED',
      detail: { system: 'shop' },
    });
    calls.forEach(({ end }) => {
      end();
    });
    expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
    expect(guard.state).toMatchObject({ inside: 0, crowdedOut: 1, phase: 'CLOSED' });
  });

  it('gives bulk calls half of the connections, and a queue that one may leave', async () => {
    const guard = guardOf({ bulkhead: { running: 2, waiting: 2 } });
    const [first, second, third, screen] = [open(), open(), open(), open()];
    const bulk = (job: Call<string>, signal = new AbortController().signal) =>
      ask(guard, { ...job, isBulk: true, signal });
    const leaving = new AbortController();
    const answers = [bulk(first.job), bulk(second.job)];
    const left = bulk(third.job, leaving.signal);
    await expect(bulk(open().job)).rejects.toMatchObject({ code: 'LEGACY_OVERLOADED' });
    const seen = ask(guard, screen.job);
    expect(guard.state.inside).toBe(2);
    screen.end();
    expect(await seen).toBe('done');
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    first.end();
    second.end();
    expect(await Promise.all(answers)).toEqual(['done', 'done']);
  });

  it('does once more what could not be sent, with what is left of the time', async () => {
    const guard = guardOf({ retryShare: 0.1 });
    const times: number[] = [];
    const flaky = call(async (left) => {
      times.push(left);
      if (times.length === 1) throw new Fault('unreached');
      return 'second';
    });
    expect(await ask(guard, flaky)).toBe('second');
    expect(times).toHaveLength(2);
    expect(times[1]).toBeLessThanOrEqual(1_000);
    expect(guard.state).toMatchObject({ retried: 1, faultsInARow: 0 });
  });

  it.each<[string, Verdict, Partial<Call<never>>]>([
    ['a timeout', 'late', {}],
    ['an answer', 'answer', {}],
    ['what was answered badly', 'broken', {}],
    ['what may change something', 'unreached', { isRepeatable: false }],
    ['what has no time left', 'unreached', { timeoutMs: 1 }],
    ['what nobody waits for', 'unreached', { signal: AbortSignal.abort() }],
  ])('never repeats %s', async (_, verdict, rest) => {
    const guard = guardOf({ retryShare: 1 });
    let times = 0;
    const run = async (): Promise<never> => {
      times += 1;
      throw new Fault(verdict);
    };
    await ask(guard, call(run, rest)).catch(() => undefined);
    expect(times).toBe(1);
  });

  it('is listed while it lives', () => {
    const guard = guardOf({ kind: 'subgraph', name: 'letters' });
    expect(breakerStates()).toMatchObject([{ kind: 'subgraph', name: 'letters', phase: 'CLOSED', inside: 0 }]);
    guard.end();
    expect(breakerStates()).toEqual([]);
  });

  it('speaks of subgraphs in their own codes', async () => {
    const guard = guardOf({ kind: 'subgraph', name: 'letters', bulkhead: { running: 0, waiting: 0 } });
    const refused = await ask(
      guard,
      call(async () => 1),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HubError);
    expect(refused).toMatchObject({ code: 'SUBGRAPH_OVERLOADED', detail: { subgraph: 'letters' } });
  });
});

describe('a retry budget', () => {
  it('allows ten at first, then a tenth of the calls', () => {
    const budget = new RetryBudget(0.1);
    let first = 0;
    while (budget.take()) first += 1;
    expect(first).toBe(10);
    let later = 0;
    for (let i = 0; i < 1_000; i += 1) {
      budget.called();
      if (budget.take()) later += 1;
    }
    expect(later).toBeGreaterThan(95);
    expect(later).toBeLessThanOrEqual(100);
    expect(budget.taken).toBe(first + later);
  });
});
