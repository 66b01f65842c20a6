/**
 * Messages to and from the server that carry statements and rows (PostgreSQL documentation, chapter «Frontend/Backend
 * Protocol», «Message Formats»); all else is pg's.
 */

const code = (letter: string): number => letter.charCodeAt(0);

/** First byte of a message from the server. */
export const from = {
  bindComplete: code('2'),
  dataRow: code('D'),
  commandComplete: code('C'),
  readyForQuery: code('Z'),
} as const;

/** Bytes before the content: the code, and the length, which counts itself but not the code. */
export const headerLength = 5;

/** Describe the unnamed portal. */
const describe = Buffer.from([code('D'), 0, 0, 0, 6, code('P'), 0]);
/** Execute the unnamed portal, without a limit of rows; Sync. */
const executeAndSync = Buffer.from([code('E'), 0, 0, 0, 9, 0, 0, 0, 0, 0, code('S'), 0, 0, 0, 4]);

/** Bind, Describe if the columns are not known, Execute and Sync of a prepared statement, as one buffer. Values are text. */
export function runStatement(name: string, values: readonly (string | null)[], describes: boolean): Buffer {
  const tail = executeAndSync.length + (describes ? describe.length : 0);
  const lengths = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  let length = headerLength + 1 + Buffer.byteLength(name) + 1 + 6;
  for (const one of lengths) length += 4 + Math.max(0, one);
  const bytes = Buffer.allocUnsafe(length + tail);
  bytes[0] = code('B');
  bytes.writeInt32BE(length - 1, 1);
  bytes[headerLength] = 0;
  let at = headerLength + 1;
  at += bytes.write(name, at);
  bytes[at++] = 0;
  // No format codes: all are text.
  at = bytes.writeInt16BE(0, at);
  at = bytes.writeUInt16BE(values.length, at);
  for (const [i, value] of values.entries()) {
    at = bytes.writeInt32BE(lengths[i] ?? -1, at);
    if (value !== null) at += bytes.write(value, at);
  }
  at = bytes.writeInt16BE(0, at);
  if (describes) at += describe.copy(bytes, at);
  executeAndSync.copy(bytes, at);
  return bytes;
}

/** Rows longer than that are taken out of the bytes value by value. */
const longRow = 1_024;
/** From that length on a part of a text is a view that keeps the whole alive. */
const viewLength = 13;

/**
 * Puts the values of a DataRow message, whose content begins at `start`, into `fields`, which has those of the row before:
 * what is the same there (a currency, a status) stays the same text. Other short text of the ASCII range is cut from the row
 * as one text, for a step out of JavaScript costs more than all else here.
 */
export function readFields(bytes: Buffer, start: number, end: number, fields: (string | null)[]): void {
  const count = int16(bytes, start);
  while (fields.length < count) fields.push(null);
  fields.length = count;
  const isLong = end - start > longRow;
  let row: string | null = null;
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
    if (before === null || before.length !== length || !isAt(bytes, at, before))
      if (!isAscii(bytes, at, to)) fields[i] = bytes.toString('utf8', at, to);
      else if (length >= viewLength || isLong) fields[i] = bytes.toString('latin1', at, to);
      else fields[i] = (row ??= bytes.toString('latin1', start, end)).slice(at - start, to - start);
    at = to;
  }
}

const int16 = (bytes: Buffer, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

const int32 = (bytes: Buffer, at: number): number => (int16(bytes, at) << 16) | int16(bytes, at + 2);

/** Whether a text is there; never for text beyond the ASCII range, whose bytes are other numbers than its characters. */
function isAt(bytes: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== bytes[at + i] || unit >= 0x80) return false;
  }
  return true;
}

function isAscii(bytes: Buffer, at: number, end: number): boolean {
  let all = 0;
  for (let i = at; i < end; i++) all |= bytes[i] ?? 0;
  return all < 0x80;
}
