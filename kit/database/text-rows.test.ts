import { expect, test } from 'vitest';
import { TextRows } from './text-rows.ts';

function rowsOf(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  const fields: (string | null)[] = [];
  for (const read = new TextRows(text); read.next(fields);) rows.push([...fields]);
  return rows;
}

/** As PostgreSQL writes an element (array_out). */
const written = (value: string | null): string =>
  value === null
    ? 'NULL'
    : value === '' || /[{},"\\\s]/.test(value) || value.toUpperCase() === 'NULL'
      ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      : value;

test('reads rows as they were written, whatever is in them', () => {
  const rows = [
    ['1', 'two words', null],
    ['', 'NULL', 'null'],
    ['a,b', '{}', '}'],
    ['"', '\\', '\\"\\'],
    ['line\nbreak', 'tab\t', '王小明 𠮷'],
    ['NULLS', "'", 'é'],
  ];
  expect(rowsOf(`{${rows.map((row) => `{${row.map(written).join(',')}}`).join(',')}}`)).toEqual(rows);
});

test('no rows, rows of one field', () => {
  expect(rowsOf('{}')).toEqual([]);
  expect(rowsOf('{{a},{NULL},{""}}')).toEqual([['a'], [null], ['']]);
});

test.each(['', '[["a"]]', '{{a', '{{a,b', '{{"a', '{{"a\\', '{{a}', '{{a}x', '{{"a"b}}'])(
  '«%s» is no such array',
  (text) => {
    expect(() => rowsOf(text)).toThrow('expected a text array of two dimensions');
  },
);
