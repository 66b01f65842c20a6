import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import type { ToldError } from './contestants.ts';

const data = { list: [{ below: null }, { below: null }, { below: { value: null } }] };
const fault = (path: readonly (string | number)[], message = 'late'): ToldError => ({ message, path, code: 'LATE' });
const difference = (told: readonly ToldError[], reference: readonly ToldError[]) =>
  compare({ data, errors: told }, { data, errors: reference })?.what ?? null;

test('a null that went up may be told by any field below it', () => {
  expect(difference([fault(['list', 0, 'below', 'a'])], [fault(['list', 0, 'below', 'b'], 'lost')])).toBeNull();
  expect(difference([], [fault(['list', 0, 'below', 'b'])])).toBe('missing [below the null list.0.below], too many []');
});

test('the first null is told by two faults here, by one there, which tells the other of the second null', () => {
  const here = [fault(['list', 0, 'below', 'a'], 'lost'), fault(['list', 0, 'below', 'b'])];
  const there = [fault(['list', 0, 'below', 'a'], 'lost'), fault(['list', 1, 'below', 'b'])];
  expect(difference(here, there)).toBeNull();
  expect(difference(here.slice(0, 1), there)).toBe('missing [below the null list.1.below], too many []');
  expect(
    difference([fault(['list', 0, 'below', 'a'], 'lost'), fault(['list', 0, 'below', 'c'])], there),
  ).not.toBeNull();
});

test('a fault of a field that is null itself is told of that very field', () => {
  const own = fault(['list', 2, 'below', 'value']);
  expect(difference([own], [own])).toBeNull();
  expect(difference([fault(['list', 0, 'below', 'value'])], [own])).toMatch(
    /^missing \[list\.2\.below\.value LATE late\]/,
  );
});
