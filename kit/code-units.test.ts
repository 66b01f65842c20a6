import { expect, test } from 'vitest';
import { lengthOf, unitAt } from './code-units.ts';

test('reads texts of every kind as String does', () => {
  const long = 'a text of more than thirteen characters';
  const joined = [long, 'and', '客户'].reduce((all, part) => all + part);
  const texts = ['', 'a', 'é', '客户 12', '😀', long, long.slice(3, 30), joined, joined.slice(-9), `${joined}${long}`];
  for (const text of texts) {
    expect(lengthOf(text)).toBe(text.length);
    expect(Array.from({ length: lengthOf(text) }, (_, at) => unitAt(text, at))).toEqual(
      text.split('').map((unit) => unit.charCodeAt(0)),
    );
  }
});
