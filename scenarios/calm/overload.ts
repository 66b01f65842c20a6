import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AdmissionState } from '../../gateway/plugins/admission/admission.ts';
import { Random } from '../differential/generate/random.ts';
import { Load, quantile, type Asked, type Shot } from './load.ts';
import { whole } from './queries.ts';

export interface OverloadOptions {
  readonly seconds: number;
  /** Load as a multiple of what the gateway can do. */
  readonly factor: number;
  readonly seed: number;
  /** Operations a second that count as all it can do; measured when absent. */
  readonly capacity?: number;
  say(text: string): void;
}

/** One kind of client during the overload. */
export interface Served {
  readonly sent: number;
  /** Answered whole and right within the patience of a person. */
  readonly good: number;
  /** Told to come again: 503 or 429. */
  readonly turnedAway: number;
  /** Answered in part, or late, or not at all. */
  readonly rest: number;
  /** Why, for those of the rest that say. */
  readonly restCodes: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p99: number;
}

export interface OverloadReport {
  /** Operations a second. */
  readonly capacity: number;
  readonly offered: number;
  readonly interactive: Served;
  readonly bulk: Served;
  readonly admission: AdmissionState;
  readonly isGood: boolean;
}

/** Milliseconds that a person waits. */
const patience = 2_000;
/** Share of its capacity that people ask for; the rest of the load is bulk. */
const interactiveShare = 0.5;
const goal = 0.99;

/** What the process with the gateway says. */
export interface Serving {
  readonly url: string;
  readonly customers: readonly string[];
  /** Parts as the oracle has them, by `customer key`. */
  readonly expected: Readonly<Record<string, string>>;
}

const runSource = fileURLToPath(new URL('../../bin/run.mjs', import.meta.url));

/** A gateway in a process of its own, first at its best, then with several times as much: bulk, and people between. */
export async function measureOverload(
  env: Readonly<Record<string, string>>,
  options: OverloadOptions,
): Promise<OverloadReport> {
  const child = fork(runSource, [fileURLToPath(new URL('./serve-apart.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    child.send({ env });
    const serving = await said<Serving>(child);
    return await measure(child, serving, options);
  } finally {
    const isRunning = child.exitCode === null && child.signalCode === null;
    const ended = isRunning ? once(child, 'exit') : null;
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(cut);
  }
}

async function said<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process of the gateway ended');
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return message;
}

async function measure(child: ChildProcess, serving: Serving, options: OverloadOptions): Promise<OverloadReport> {
  const { url, customers, expected } = serving;
  const { seconds, factor, seed, say } = options;
  const random = new Random(seed);
  const loadOf = (connections: number): Load => new Load(url, (id, key) => expected[`${id} ${key}`] ?? '', connections);
  const one = (isBulk: boolean): Asked => ({ query: whole, customer: random.pick(customers) ?? '', isBulk });

  const capacity = options.capacity ?? (await capacityOf(loadOf(32), () => one(false)));
  const offered = capacity * factor;
  say(`At its best ${capacity.toFixed(0)} operations a second; now ${offered.toFixed(0)} for ${seconds} s.`);
  const [people, reports] = [loadOf(512), loadOf(1_024)];
  await Promise.all([people.connect(), reports.connect()]);
  const ends = performance.now() + seconds * 1_000;
  const until = (isBulk: boolean) => () => (performance.now() < ends ? one(isBulk) : null);
  await Promise.all([
    people.openLoop(capacity * interactiveShare, until(false)),
    reports.openLoop(offered - capacity * interactiveShare, until(true)),
  ]);
  await Promise.all([people.stop(), reports.stop()]);
  child.send('state');
  const admission = await said<AdmissionState>(child);
  const [interactive, bulk] = [servedOf(people.shots), servedOf(reports.shots)];
  const isGood = interactive.sent > 0 && interactive.good >= goal * interactive.sent;
  return { capacity, offered, interactive, bulk, admission, isGood };
}

/** Whole operations a second with 32 at a time, after a warm-up. */
async function capacityOf(load: Load, next: () => Asked): Promise<number> {
  const run = async (ms: number): Promise<number> => {
    const from = load.shots.length;
    const ends = performance.now() + ms;
    const client = async (): Promise<void> => {
      while (performance.now() < ends) await load.fire(next());
    };
    await Promise.all(Array.from({ length: 32 }, client));
    return ((load.shots.length - from) * 1_000) / ms;
  };
  await run(3_000);
  const capacity = await run(4_000);
  await load.stop();
  await sleep(500);
  return capacity;
}

function servedOf(shots: readonly Shot[]): Served {
  const isGood = ({ status, ms, outcomes }: Shot): boolean =>
    status === 200 && ms <= patience && outcomes.every(({ result }) => result === 'right');
  const good = shots.filter(isGood);
  const isTurnedAway = ({ status }: Shot): boolean => status === 503 || status === 429;
  const turnedAway = shots.filter(isTurnedAway).length;
  const rest = shots.filter((shot) => !isGood(shot) && !isTurnedAway(shot));
  const times = good.map(({ ms }) => ms);
  return {
    sent: shots.length,
    good: good.length,
    turnedAway,
    rest: rest.length,
    restCodes: reasonsOf(rest),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

function reasonsOf(shots: readonly Shot[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, outcomes } of shots) {
    const codes = new Set(outcomes.flatMap(({ code }) => (code === null ? [] : [code])));
    const reason = `${status === 0 ? 'no answer ' : ''}${[...codes].sort().join(' ') || 'late'}`;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

export function renderOverload({ capacity, offered, interactive, bulk, admission, isGood }: OverloadReport): string {
  const line = (name: string, { sent, good, turnedAway, rest, restCodes, p50, p99 }: Served): string =>
    `${name.padEnd(12)} sent ${sent}, good ${good} (${((100 * good) / Math.max(1, sent)).toFixed(2)} %), turned away ${turnedAway}, ` +
    `rest ${rest} ${JSON.stringify(restCodes)}, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
  return [
    `at its best ${capacity.toFixed(0)}/s, offered ${offered.toFixed(0)}/s; limit at the end ${admission.limit}`,
    line('interactive', interactive),
    line('bulk', bulk),
    isGood ? 'ok' : 'interactive goodput',
  ].join('\n');
}
