import { expect, test } from 'vitest';
import { HubError } from '../errors/hub-error.ts';
import { decimal, integer, key, relation, text } from '../relation.ts';
import { memorySource, testContext } from '../test-servers/memory-source.ts';
import { money } from './field.ts';
import { bySystemKey } from './link.ts';
import { many } from './lists.ts';
import { plainType, rowType, type ObjectType } from './object-type.ts';
import { encodeId } from './opaque-id.ts';
import { asRepresentation, byOpaqueId, entityId } from './references.ts';
import type { Selection } from './set-entry.ts';
import { toSets } from './to-sets.ts';

const bills = relation({
  name: 'bills',
  description: 'bills',
  key: ['bill_id'],
  columns: { bill_id: key.required('id'), total: decimal('total'), currency: text('currency') },
});
const parts = relation({
  name: 'parts',
  description: 'parts',
  key: ['bill_id', 'no'],
  columns: { bill_id: key.required('bill'), no: integer.required('no') },
});
const Part = rowType('Part', parts, { fields: { number: 'no' } });
const Bill: ObjectType<typeof bills> = rowType('Bill', bills, {
  references: byOpaqueId(() => Bill),
  fields: {
    id: entityId(bills),
    total: money('total', 'currency'),
    parts: many(() => Part, { link: bySystemKey('bill_id'), order: ['no asc'] }),
  },
});
const Customer = plainType('Customer', { references: asRepresentation, fields: {} });

const selected = (...fields: string[]): Selection => ({
  fields,
  has: (field) => fields.includes(field),
  child: () => selected(),
});

function given() {
  const source = memorySource('till', {
    bills: [
      { bill_id: '1', total: '9.50', currency: 'EUR' },
      { bill_id: '2', total: '7.00', currency: null },
    ],
    parts: [
      { bill_id: '2', no: 2 },
      { bill_id: '1', no: 1 },
      { bill_id: '2', no: 1 },
    ],
  });
  return { source, sets: toSets([Bill, Part, Customer], [source]) };
}

const bill = (id: string) => ({ system: 'till', bill_id: id, total: '9.50', currency: id === '2' ? null : 'EUR' });

test('a field is resolved for all parents at once, aligned, in one statement', async () => {
  const { source, sets } = given();
  const lists = await sets.resolve(
    'Bill',
    'parts',
    [bill('2'), bill('3'), bill('1')],
    {},
    testContext(),
    selected('number'),
  );
  expect(lists.map((list) => (list as { no: number }[]).map(({ no }) => no))).toEqual([[1, 2], [], [1]]);
  expect(source.asked).toHaveLength(1);
});

test('a value that the row holds costs no statement, and a fault concerns its own parent alone', async () => {
  const { source, sets } = given();
  const totals = await sets.resolve('Bill', 'total', [bill('1'), bill('2')], {}, testContext(), selected('amount'));
  expect(totals[0]).toEqual({ amount: '9.50', currency: 'EUR' });
  expect(totals[1]).toBeInstanceOf(HubError);
  expect(source.asked).toHaveLength(0);
});

test('references come in order, null for unknown; a type of another subgraph is its representation', async () => {
  const { source, sets } = given();
  const ids = ['2', '9', '1'].map((at) => ({ id: encodeId({ relation: 'bills', system: 'till', key: at }) }));
  expect(await sets.references('Bill', ids, testContext(), selected('total'))).toMatchObject([
    { bill_id: '2' },
    null,
    { bill_id: '1' },
  ]);
  expect(source.asked).toHaveLength(1);
  const customers = [{ id: 'a' }, { id: 'b' }];
  expect(await sets.references('Customer', customers, testContext(), selected())).toEqual(customers);
});
