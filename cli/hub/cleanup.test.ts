import { expect, test } from 'vitest';
import { Cleanup } from './cleanup.ts';

test('ends in reverse order, and goes on when a part fails or hangs', async () => {
  const ends = new Cleanup();
  const order: string[] = [];
  const part = (name: string, end: () => Promise<void>) => {
    ends.add(name, () => {
      order.push(name);
      return end();
    });
  };
  part('first', () => Promise.resolve());
  part('broken', () => Promise.reject(new Error('it broke')));
  part('hanging', () => new Promise(() => undefined));
  part('last', () => Promise.resolve());
  expect(await ends.run(20)).toEqual(['hanging: did not end within 20 ms', 'broken: it broke']);
  expect(order).toEqual(['last', 'hanging', 'broken', 'first']);
  expect(await ends.run(20)).toEqual([]);
});
