import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Deadlines, type Due } from './deadlines.ts';

test('whoever is not done in time is told, in the order of time, once; who is done is not', async () => {
  const deadlines = new Deadlines();
  const told: string[] = [];
  const due = (name: string, ms: number): Due => ({
    endsAt: performance.now() + ms,
    place: -1,
    late: () => told.push(name),
  });
  const done = due('done', 5);
  for (const one of [due('third', 60), due('first', 10), done, due('second', 30)]) deadlines.add(one);
  deadlines.delete(done);
  // The timer does not keep a process alive, so somebody else must.
  await sleep(150);
  expect(told).toEqual(['first', 'second', 'third']);
});

test('one that comes later but ends sooner is not told late', async () => {
  const deadlines = new Deadlines();
  const told: string[] = [];
  deadlines.add({ endsAt: performance.now() + 60_000, place: -1, late: () => told.push('minute') });
  deadlines.add({
    endsAt: performance.now() + 10,
    place: -1,
    late: () => {
      told.push('soon');
      deadlines.add({ endsAt: performance.now() + 10, place: -1, late: () => told.push('after it') });
    },
  });
  await sleep(150);
  expect(told).toEqual(['soon', 'after it']);
});
