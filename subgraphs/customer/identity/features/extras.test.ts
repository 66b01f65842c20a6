import { expect, test } from 'vitest';
import { FeatureColumn } from './column.ts';
import { isIdentifying } from './extras.ts';

function columnOf(values: readonly string[]): FeatureColumn {
  const column = new FeatureColumn();
  for (const value of values) column.push([value]);
  return column;
}
const repeated = (values: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => values).flat();

test.each([
  ['numbers that few share', repeated(['a10 4471', '5520918', '10391127', '88123x'], 2), true],
  ['words', ['baker', 'smith', 'sailor', 'clerk'], false],
  ['dates', ['1990-04-12', '1981-01-30', '12/24/1977', '1966-08-02'], false],
  ['numbers that many share', repeated(['10001', '10002', '10003'], 6), false],
  ['one number', ['5520918', '5520918'], false],
])('%s', (_, values, expected) => expect(isIdentifying(columnOf(values))).toBe(expected));
