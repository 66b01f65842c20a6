import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Arrived, bindOf, parseStatement, readFields, runStatement } from './messages.ts';
import { Wire, type Asker } from './wire.ts';

const { serialize } = createRequire(createRequire(import.meta.url).resolve('pg'))('pg-protocol') as {
  serialize: Record<'bind' | 'describe' | 'execute' | 'sync' | 'parse', (what?: object) => Buffer>;
};

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
const ready = message('Z', Buffer.from('I'));
const refusal = message('E', Buffer.from('SFEHLER\0VERROR\0C42501\0Mkein Zugriff, Zoë\0\0'));
const names = Buffer.concat(
  ['id', 'name', 'Zoë'].map((name) => Buffer.concat([Buffer.from(`${name}\0`), Buffer.alloc(18)])),
);
const answer = Buffer.concat([
  message('1', Buffer.alloc(0)),
  message('2', Buffer.alloc(0)),
  setting,
  message('T', Buffer.concat([Buffer.from([0, 3]), names])),
  ...rows.map(dataRow),
  message('C', Buffer.from('SELECT 3\0')),
  ready,
  setting,
]);

function given() {
  const told: string[] = [];
  const toPg: Buffer[] = [];
  const written: Buffer[] = [];
  const read: (string | null)[][] = [];
  const stream = Object.assign(new EventEmitter(), {
    writable: true,
    write: (bytes: Buffer) => written.push(bytes) > 0,
  });
  const connection = Object.assign(new EventEmitter(), { stream });
  const listen = (bytes: Buffer): void => void toPg.push(bytes);
  stream.on('data', listen);
  const asker: Asker = {
    parsed: () => told.push('parsed'),
    columns: (names) => told.push(`columns ${names.join(' ')}`),
    row: (arrived, start) => {
      const fields: (string | null)[] = [];
      readFields(arrived, start, fields);
      read.push(fields);
    },
    refused: (error) => told.push(`refused ${error.message}`),
    ready: () => told.push('ready'),
    lost: () => told.push('lost'),
  };
  const arrive = (bytes: Buffer, size: number): void => {
    for (let at = 0; at < bytes.length; at += size) {
      // The bytes are others once they were dealt with.
      const piece = Buffer.from(bytes.subarray(at, at + size));
      stream.emit('data', piece);
      piece.fill(0xff);
    }
  };
  return { stream, connection, told, toPg, written, read, asker, arrive };
}

const sizes = [1, 2, 3, 5, 7, 64, 1_000, 3_100, answer.length];
const question = Buffer.from('a question');

test('an answer is read wherever its bytes are torn apart, and what is not of it comes to pg as it came', () => {
  for (const size of sizes) {
    const { connection, told, toPg, written, read, asker, arrive } = given();
    const wire = new Wire({ connection });
    arrive(setting, size);
    wire.ask(question, asker);
    arrive(answer, size);
    expect(read, `in pieces of ${String(size)}`).toEqual(rows);
    expect(told).toEqual(['parsed', 'columns id name Zoë', 'ready']);
    expect(written).toEqual([question]);
    expect(Buffer.concat(toPg)).toEqual(Buffer.concat([setting, setting, setting]));
  }
});

test('while nobody asks pg gets all of it', () => {
  for (const size of sizes) {
    const { connection, told, toPg, read, arrive } = given();
    new Wire({ connection });
    arrive(answer, size);
    expect(Buffer.concat(toPg)).toEqual(answer);
    expect([told, read]).toEqual([[], []]);
  }
});

test('a refusal is told with its code, and who asks again in its answer gets the next one', () => {
  for (const size of sizes) {
    const { connection, told, read, asker, arrive } = given();
    const wire = new Wire({ connection });
    const codes: unknown[] = [];
    wire.ask(question, {
      ...asker,
      refused: (error) => codes.push(error.message, (error as { code?: unknown }).code),
      ready: () => {
        wire.ask(question, asker);
      },
    });
    arrive(Buffer.concat([refusal, ready, answer]), size);
    expect(codes).toEqual(['kein Zugriff, Zoë', '42501']);
    expect([told, read]).toEqual([['parsed', 'columns id name Zoë', 'ready'], rows]);
  }
});

test('who asks is told once that the connection has ended, before or after', () => {
  const { stream, connection, told, asker, arrive } = given();
  const wire = new Wire({ connection });
  wire.ask(question, asker);
  arrive(refusal, refusal.length);
  connection.emit('end');
  connection.emit('end');
  expect(told).toEqual(['refused kein Zugriff, Zoë', 'lost']);
  stream.writable = false;
  wire.ask(question, asker);
  expect(told.slice(2)).toEqual(['lost']);
});

test('whoever else listens, or nobody, is no pg that we know', () => {
  const { stream, connection } = given();
  stream.on('data', () => undefined);
  expect(() => new Wire({ connection })).toThrow('expected pg, and nobody else, to read its socket');
  stream.removeAllListeners();
  expect(() => new Wire({ connection })).toThrow('expected pg, and nobody else, to read its socket');
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
        readFields(new Arrived(bytes), 5, fields);
        expect(fields).toEqual(row);
        read++;
      }
  expect(read).toBe(3 * values.length ** 2);
});

test('a statement is bound, described when asked, executed and synced, its values as text', () => {
  const bytes = runStatement(bindOf('s'), ['ä', null], true);
  expect(bytes.toString('latin1')).toBe(
    'B\0\0\0\x17\0s\0\0\0\0\x02\0\0\0\x02\u00c3\u00a4\xff\xff\xff\xff\0\0' +
      'D\0\0\0\x06P\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04',
  );
  expect(runStatement(bindOf('s'), [], false).toString('latin1')).toBe(
    'B\0\0\0\x0d\0s\0\0\0\0\0\0\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04',
  );
});

test('pg writes the same bytes', () => {
  const values = [
    '',
    'a',
    'ä'.repeat(30),
    'x'.repeat(48),
    'x'.repeat(49),
    '王'.repeat(20),
    '\u007f\u0080',
    null,
    '\ud800',
    '😀',
  ];
  for (const first of values)
    for (const second of values) {
      const bound = serialize.bind({ portal: '', statement: 'hub_1', binary: false, values: [first, second] });
      // pg says for each value and for the result that it is text; without such codes all of it is.
      const plain = runStatement(bindOf('hub_1'), [first, second], true);
      const [codes, result] = [2 + 2 * 2, 2];
      const at = 5 + 1 + 6;
      const content = Buffer.concat([
        bound.subarray(5, at),
        Buffer.alloc(2),
        bound.subarray(at + codes, -2 - result),
        Buffer.alloc(2),
      ]);
      const rest = [serialize.describe({ type: 'P', name: '' }), serialize.execute({}), serialize.sync()];
      expect(plain).toEqual(Buffer.concat([message('B', content), ...rest]));
    }
  const text = "select 'Zoë 王'";
  expect(parseStatement('hub_1', text)).toEqual(serialize.parse({ name: 'hub_1', text, types: [] }));
});
