import { expect, test } from 'vitest';
import { table, times } from './table.ts';

test('columns are as wide as their widest cell: names to the left, figures to the right', () => {
  const columns = [
    { title: '', cell: ([name]: [string, number]) => name },
    { title: 'ms', cell: ([, ms]: [string, number]) => ms.toFixed(1) },
    { title: 'floor', cell: ([, ms]: [string, number]) => (ms > 1 ? times(ms) : times(undefined)) },
  ];
  expect(
    table(columns, [
      ['floor', 1],
      ['apollo-http', 12.34],
    ]),
  ).toEqual(['                 ms   floor', '  floor         1.0', '  apollo-http  12.3  12.34x']);
});
