import { expect, test } from 'vitest';
import { code, key, relation, text } from '../../relation.ts';
import { RowDecoder } from './row-decoder.ts';

const ticket = relation({
  name: 'tickets',
  description: 'Made for this test.',
  key: ['id'],
  columns: {
    id: key.required('Number.'),
    state: code(['OPEN', 'UNKNOWN'], 'State.'),
    subject: text.required('Subject.'),
  },
});
const columns = ['id', 'state', 'subject'];

function decoder() {
  const unknown: string[] = [];
  const shape = new Map(columns.map((name) => [name, [{ name, type: 'text' }]]));
  const made = new RowDecoder({
    system: 'desk',
    relation: ticket,
    shape,
    timeZone: 'UTC',
    onUnknownCode: (column) => unknown.push(column),
  });
  return { read: made.reader('state', columns), subject: made.reader('subject', columns), unknown };
}

test('a code that is not listed is told; a value that must be there is a fault where it is not', () => {
  const { read, subject, unknown } = decoder();
  expect(read(['1', 'OPEN', null])).toBe('OPEN');
  expect(unknown).toEqual([]);
  expect(read(['1', 'lost', null])).toBe('UNKNOWN');
  expect(unknown).toEqual(['state']);
  expect(read(['1', null, null])).toBeNull();
  expect(unknown).toEqual(['state']);
  expect(subject(['1', 'OPEN', 'lost'])).toBe('lost');
  expect(() => subject(['1', 'OPEN', null])).toThrow(/desk.*tickets.*subject|subject/);
});
