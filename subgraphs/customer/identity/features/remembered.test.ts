import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('a text is looked at once, until there are too many', () => {
  const seen: string[] = [];
  const length = remembered((text) => (seen.push(text), text.length), 2);
  expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2]);
  expect(seen).toEqual(['a', 'bb']);
  expect(['ccc', 'a'].map(length)).toEqual([3, 1]);
  expect(seen).toEqual(['a', 'bb', 'ccc', 'a']);
});
