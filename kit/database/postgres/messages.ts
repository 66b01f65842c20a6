import pg from 'pg';
import { lengthOf, unitAt } from '../../code-units.ts';

/**
 * Messages to and from the server that carry statements and rows (PostgreSQL documentation, chapter «Frontend/Backend
 * Protocol», «Message Formats»); all else is pg's.
 */

const code = (letter: string): number => letter.charCodeAt(0);

/** First byte of a message from the server. */
export const from = {
  parseComplete: code('1'),
  bindComplete: code('2'),
  closeComplete: code('3'),
  rowDescription: code('T'),
  noData: code('n'),
  dataRow: code('D'),
  commandComplete: code('C'),
  emptyQuery: code('I'),
  errorResponse: code('E'),
  readyForQuery: code('Z'),
} as const;

/** Bytes before the content: the code, and the length, which counts itself but not the code. */
export const headerLength = 5;

/** Describe the unnamed portal. */
const describe = Buffer.from([code('D'), 0, 0, 0, 6, code('P'), 0]);
/** Execute the unnamed portal, without a limit of rows; Sync. */
const executeAndSync = Buffer.from([code('E'), 0, 0, 0, 9, 0, 0, 0, 0, 0, code('S'), 0, 0, 0, 4]);

/** Parse: what a name stands for from then on. The types of its values are the server's to find. */
export function parseStatement(name: string, sql: string): Buffer {
  const bytes = Buffer.from(`P\0\0\0\0${name}\0${sql}\0\0\0`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

/** Close: the name stands for nothing from then on, whether it did or not. */
export function closeStatement(name: string): Buffer {
  const bytes = Buffer.from(`C\0\0\0\0S${name}\0`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

/** Bind of a prepared statement to the unnamed portal, up to its values. No format codes: all are text. */
export const bindOf = (name: string): Buffer => Buffer.from(`B\0\0\0\0\0${name}\0\0\0`);

/** Bind, Describe if the columns are not known, Execute and Sync, as one buffer. `bind` is of `bindOf`; values are text. */
export function runStatement(bind: Buffer, values: readonly (string | null)[], describes: boolean): Buffer {
  let length = bind.length + 2 + 2;
  for (const value of values) length += 4 + (value === null ? 0 : byteLength(value));
  const bytes = Buffer.allocUnsafe(length + executeAndSync.length + (describes ? describe.length : 0));
  let at = put(bytes, bind, 0);
  bytes.writeInt32BE(length - 1, 1);
  at = bytes.writeUInt16BE(values.length, at);
  for (const value of values)
    if (value === null) at = bytes.writeInt32BE(-1, at);
    else {
      const to = putText(bytes, value, at + 4);
      bytes.writeInt32BE(to - at - 4, at);
      at = to;
    }
  at = bytes.writeInt16BE(0, at);
  if (describes) at = put(bytes, describe, at);
  put(bytes, executeAndSync, at);
  return bytes;
}

/** Up to that length JavaScript is quicker than a step out of it. */
const shortText = 48;

function byteLength(text: string): number {
  const length = lengthOf(text);
  if (length > shortText) return Buffer.byteLength(text);
  for (let i = 0; i < length; i++) if (unitAt(text, i) >= 0x80) return Buffer.byteLength(text);
  return length;
}

/** Gives where the text ends. */
function putText(bytes: Buffer, text: string, at: number): number {
  const length = lengthOf(text);
  if (length > shortText) return at + bytes.write(text, at);
  let all = 0;
  for (let i = 0; i < length; i++) {
    const unit = unitAt(text, i);
    all |= unit;
    bytes[at + i] = unit;
  }
  return at + (all < 0x80 ? length : bytes.write(text, at));
}

/** Both are short. */
function put(bytes: Buffer, part: Buffer, at: number): number {
  for (let i = 0; i < part.length; i++) bytes[at + i] = part[i] ?? 0;
  return at + part.length;
}

/** Names in a RowDescription message, whose content begins at `start`. */
export function columnNames(bytes: Buffer, start: number): string[] {
  let at = start + 2;
  return Array.from({ length: int16(bytes, start) }, () => {
    const end = bytes.indexOf(0, at);
    const name = bytes.toString('utf8', at, end);
    // Table, column, type, its size and modifier, format.
    at = end + 1 + 18;
    return name;
  });
}

/** An ErrorResponse message as an error of pg; without the fields that quote data. */
export function errorOf(bytes: Buffer, start: number, end: number): pg.DatabaseError {
  const fields = new Map(
    bytes
      .toString('utf8', start, end)
      .split('\0')
      .map((field) => [field.charAt(0), field.slice(1)]),
  );
  const error = new pg.DatabaseError(fields.get('M') ?? 'an error without a message', end - start, 'error');
  const [severity, routine] = [fields.get('V') ?? fields.get('S'), fields.get('R')];
  return Object.assign(error, { severity, code: fields.get('C'), routine });
}

/** Bytes that arrived together; short text is cut from the whole as one text, for a step out of JavaScript costs more than all else. */
export class Arrived {
  #text: string | null = null;

  constructor(
    readonly bytes: Buffer,
    private readonly start = 0,
    private readonly end = bytes.length,
  ) {}

  /** Text of the ASCII range. */
  cut(from: number, to: number): string {
    this.#text ??= this.bytes.toString('latin1', this.start, this.end);
    return this.#text.slice(from - this.start, to - this.start);
  }
}

/** From that length on a part of a text is a view that keeps the whole alive. */
const viewLength = 13;

/**
 * Puts the values of a DataRow message, whose content begins at `start`, into `fields`, which has those of the row before:
 * what is the same there (a currency, a status) stays the same text.
 */
export function readFields(arrived: Arrived, start: number, fields: (string | null)[]): void {
  const { bytes } = arrived;
  const count = int16(bytes, start);
  while (fields.length < count) fields.push(null);
  // To set a length costs a step out of JavaScript, even to what it is.
  if (fields.length > count) fields.length = count;
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    const length = int32(bytes, at);
    at += 4;
    if (length < 0) {
      fields[i] = null;
      continue;
    }
    const to = at + length;
    const before = fields[i] ?? null;
    if (before === null || lengthOf(before) !== length || !isAt(bytes, at, before))
      if (!isAscii(bytes, at, to)) fields[i] = bytes.toString('utf8', at, to);
      else fields[i] = length < viewLength ? arrived.cut(at, to) : bytes.toString('latin1', at, to);
    at = to;
  }
}

const int16 = (bytes: Buffer, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Signed, as the protocol has it. */
export const int32 = (bytes: Buffer, at: number): number => (int16(bytes, at) << 16) | int16(bytes, at + 2);

/** Whether a text is there; never for text beyond the ASCII range, whose bytes are other numbers than its characters. */
function isAt(bytes: Buffer, at: number, text: string): boolean {
  const length = lengthOf(text);
  for (let i = 0; i < length; i++) {
    const unit = unitAt(text, i);
    if (unit !== bytes[at + i] || unit >= 0x80) return false;
  }
  return true;
}

function isAscii(bytes: Buffer, at: number, end: number): boolean {
  let all = 0;
  for (let i = at; i < end; i++) all |= bytes[i] ?? 0;
  return all < 0x80;
}
