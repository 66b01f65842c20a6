import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { readFields, runStatement } from './messages.ts';
import { Wire } from './wire.ts';

/** A message from the server, after the documentation of the protocol. */
function message(code: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(code), length, content]);
}

function dataRow(values: readonly (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(values.length);
  const parts = values.flatMap((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value === null ? -1 : Buffer.byteLength(value));
    return [length, Buffer.from(value ?? '')];
  });
  return message('D', Buffer.concat([count, ...parts]));
}

const rows = [
  ['1', 'Weber', null, ''],
  ['2', 'Zoë 王', 'a text of more than thirteen letters', 'x'],
  ['3', 'y'.repeat(3_000), 'z'.repeat(200), '\u007f'],
];
const setting = message('S', Buffer.from('TimeZone\0UTC\0'));
const done = [message('C', Buffer.from('SELECT 3\0')), message('Z', Buffer.from('I'))];
const answer = Buffer.concat([message('2', Buffer.alloc(0)), setting, ...rows.map(dataRow), ...done, setting]);

function given() {
  const stream = new EventEmitter();
  const told: string[] = [];
  const toPg: Buffer[] = [];
  const inner = Object.assign(new EventEmitter(), { stream });
  inner.on('readyForQuery', ({ status }: { status: string }) => told.push(status));
  stream.on('data', (bytes: Buffer) => toPg.push(bytes));
  const wire = Wire.over({ connection: inner });
  const read: (string | null)[][] = [];
  const expectRows = (): void =>
    wire?.expect({
      row: (bytes, start, end) => {
        const fields: (string | null)[] = [];
        readFields(bytes, start, end, fields);
        read.push(fields);
      },
    });
  return { stream, told, toPg, read, wire, expectRows };
}

test('rows are read wherever the bytes are torn apart, and what is not ours comes to pg as it came', () => {
  for (const size of [1, 2, 3, 5, 7, 64, 1_000, 3_100, answer.length]) {
    const { stream, told, toPg, read, expectRows } = given();
    stream.emit('data', setting);
    expectRows();
    for (let at = 0; at < answer.length; at += size) stream.emit('data', answer.subarray(at, at + size));
    expect(read, `in pieces of ${String(size)}`).toEqual(rows);
    expect(told).toEqual(['I']);
    expect(Buffer.concat(toPg)).toEqual(Buffer.concat([setting, setting, setting]));
  }
});

test('without a statement of ours pg gets all of it; a failed transaction is its matter too', () => {
  const { stream, told, toPg, read, expectRows } = given();
  for (let at = 0; at < answer.length; at += 100) stream.emit('data', answer.subarray(at, at + 100));
  expect(Buffer.concat(toPg)).toEqual(answer);
  expectRows();
  const failed = message('Z', Buffer.from('E'));
  stream.emit('data', failed);
  expect(Buffer.concat(toPg)).toEqual(Buffer.concat([answer, failed]));
  expect([told, read]).toEqual([[], []]);
});

test('whoever else listens, or nobody, leaves the reading to pg', () => {
  const { stream } = given();
  stream.on('data', () => undefined);
  const inner = Object.assign(new EventEmitter(), { stream });
  expect(Wire.over({ connection: inner })).toBeNull();
});

test('values are those of their row, whatever the row before had at their place', () => {
  const values = [
    null,
    '',
    'a',
    'b',
    'EUR',
    'CHF',
    'é',
    '\u00c3\u00a9',
    'é'.repeat(8),
    'same as before, long',
    'x'.repeat(1_100),
    '王',
  ];
  const fields: (string | null)[] = [];
  let read = 0;
  for (const first of values)
    for (const second of values)
      for (const row of [[first, second], [first], [second, first, second]]) {
        const bytes = dataRow(row);
        readFields(bytes, 5, bytes.length, fields);
        expect(fields).toEqual(row);
        read++;
      }
  expect(read).toBe(3 * values.length ** 2);
});

test('a statement is bound, described when asked, executed and synced, its values as text', () => {
  const bytes = runStatement('s', ['ä', null], true);
  expect(bytes.toString('latin1')).toBe(
    'B\0\0\0\x17\0s\0\0\0\0\x02\0\0\0\x02\u00c3\u00a4\xff\xff\xff\xff\0\0' +
      'D\0\0\0\x06P\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04',
  );
  expect(runStatement('s', [], false).toString('latin1')).toBe(
    'B\0\0\0\x0d\0s\0\0\0\0\0\0\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04',
  );
});
