import { expect, it } from 'vitest';
import { coresIn } from './cores.ts';

it('reads lists of cores as Linux writes them', () => {
  expect(coresIn('0-3,6')).toEqual([0, 1, 2, 3, 6]);
  expect(coresIn('7')).toEqual([7]);
});
