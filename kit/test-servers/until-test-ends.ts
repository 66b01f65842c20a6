import { onTestFinished } from 'vitest';

/** The same, stopped when the test that runs has ended, whether it passed or failed. */
export function untilTestEnds<T extends { stop(): Promise<unknown> }>(running: T): T {
  onTestFinished(async () => void (await running.stop()));
  return running;
}
