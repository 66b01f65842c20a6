import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keptTick } from './kept-tick.ts';

it('keeps a whole tick, with the names that Node computes', async () => {
  await setImmediate();
  expect(keptTick).toEqual([expect.objectContaining({ callback: expect.any(Function) as unknown })]);
  expect(Object.getOwnPropertySymbols(keptTick[0]).length).toBeGreaterThan(1);
});
