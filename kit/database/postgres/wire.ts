import type { EventEmitter } from 'node:events';
import { from, headerLength } from './messages.ts';

/** Who gets the rows of the statement that runs. */
export interface RowSink {
  /** A DataRow message whose content lies between the two places; the bytes may be kept. */
  row(bytes: Buffer, start: number, end: number): void;
}

/** What of a connection of pg is needed to read in its place. */
export interface Wired {
  readonly connection: Pick<EventEmitter, 'emit'> & { readonly stream: EventEmitter };
}

/** «Ready», outside a transaction, as pg's parser tells it. */
const idle = { name: 'readyForQuery', length: 5, status: 'I' };
const idleStatus = 'I'.charCodeAt(0);

/**
 * Reads what the server sends, in pg's place: rows of our statements go to whoever asked, with no object per message between;
 * every other message is handed to pg as it came, which goes on keeping the state of the connection.
 */
export class Wire {
  #sink: RowSink | null = null;
  /** The beginning of a message, and how many bytes the whole of it has (of its header, as long as that is not there). */
  #parts: Buffer[] = [];
  #have = 0;
  #need = 0;
  readonly #toPg: (bytes: Buffer) => void;

  /** Null when pg does not read as we know it to; then it goes on reading. Only for a connection that is idle. */
  static over(connection: Wired): Wire | null {
    const { stream } = connection.connection;
    const [toPg, ...more] = stream.listeners('data') as ((bytes: Buffer) => void)[];
    if (!toPg || more.length > 0) return null;
    const wire = new Wire(connection, toPg);
    stream.on('data', (bytes: Buffer) => {
      wire.#receive(bytes);
    });
    stream.removeListener('data', toPg);
    return wire;
  }

  private constructor(
    private readonly connection: Wired,
    toPg: (bytes: Buffer) => void,
  ) {
    this.#toPg = toPg;
  }

  /** From now until the server is ready again, rows are of this statement. */
  expect(sink: RowSink): void {
    this.#sink = sink;
  }

  #receive(bytes: Buffer): void {
    let whole = bytes;
    if (this.#have > 0) {
      this.#parts.push(bytes);
      this.#have += bytes.length;
      if (this.#have < this.#need) return;
      whole = Buffer.concat(this.#parts, this.#have);
      this.#parts = [];
      this.#have = 0;
    }
    const read = this.#read(whole);
    if (read === whole.length) return;
    this.#parts.push(read === 0 ? whole : whole.subarray(read));
    this.#have = whole.length - read;
    this.#need = this.#have < headerLength ? headerLength : 1 + whole.readUInt32BE(read + 1);
  }

  /** Reads whole messages; gives where the first that is not whole begins. */
  #read(bytes: Buffer): number {
    let at = 0;
    /** From here on, messages are pg's. */
    let kept = 0;
    while (at + headerLength <= bytes.length) {
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) break;
      if (this.#sink) {
        if (kept < at) this.#handOn(bytes, kept, at);
        this.#message(this.#sink, bytes, at, end);
        kept = end;
      }
      at = end;
    }
    if (kept < at) this.#handOn(bytes, kept, at);
    return at;
  }

  #message(sink: RowSink, bytes: Buffer, at: number, end: number): void {
    const code = bytes[at];
    if (code === from.dataRow) sink.row(bytes, at + headerLength, end);
    else if (code === from.readyForQuery) {
      this.#sink = null;
      if (bytes[at + headerLength] === idleStatus) this.connection.connection.emit('readyForQuery', idle);
      else this.#handOn(bytes, at, end);
    } else if (code !== from.bindComplete && code !== from.commandComplete) this.#handOn(bytes, at, end);
  }

  #handOn(bytes: Buffer, start: number, end: number): void {
    this.#toPg(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end));
  }
}
