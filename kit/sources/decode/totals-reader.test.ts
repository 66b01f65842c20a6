import { expect, test } from 'vitest';
import { decimal, key, relation } from '../../relation.ts';
import { sumsReader } from './totals-reader.ts';
import { RowDecoder } from './row-decoder.ts';

const invoices = relation({
  name: 'invoices',
  description: 'Made for this test.',
  key: ['id'],
  columns: { id: key.required('Number.'), total: decimal('Amount.') },
});

const decoder = new RowDecoder({
  system: 'erp',
  relation: invoices,
  shape: new Map(),
  timeZone: 'UTC',
  onUnknownCode: () => undefined,
});
const read = sumsReader({ kind: 'sum', relation: invoices, sum: 'total', groupBy: [] }, decoder).of([
  'hub_sum',
  'hub_count',
]);

test('a sum of nothing is 0; one that is no number is a fault and no 0', () => {
  expect(read(['12.50', '2'])).toMatchObject({ sum: '12.50', count: 2 });
  expect(read([null, '2'])).toMatchObject({ sum: '0', count: 2 });
  for (const sum of ['NaN', 'Infinity', '-Infinity'])
    expect(() => read([sum, '2']), sum).toThrow(
      'System erp has a sum that is no decimal in column total of relation invoices.',
    );
});
