import { expect, test } from 'vitest';
import { growthExponent } from './growth.ts';

test('is the power of the size by which seconds grow', () => {
  const sizes = [100, 300, 1000];
  for (const power of [1, 1.5, 2])
    expect(growthExponent(sizes.map((size) => [size, 0.01 * size ** power]))).toBeCloseTo(power, 10);
});

test('is unknown for one size', () => {
  expect(growthExponent([[100, 3]])).toBeNaN();
});
