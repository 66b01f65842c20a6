import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import { Arrived, columnNames, errorOf, from, headerLength, int32 } from './messages.ts';
import { WireSocket } from './wire-socket.ts';

/** Who asks the server something: what comes for him, and at last `ready` or `lost`. */
export interface Asker {
  /** The server knows the statement by its name from now on. */
  parsed(): void;
  columns(names: readonly string[]): void;
  /** A DataRow message whose content begins there; the bytes are others once this returns. */
  row(arrived: Arrived, start: number): void;
  /** The server said no. */
  refused(error: Error): void;
  /** That was all; the next one may ask. */
  ready(): void;
  /** There will be no answer. */
  lost(error: Error): void;
}

/** What of a connection of pg is needed to speak in its place. */
export interface Wired {
  readonly connection: Pick<EventEmitter, 'on'> & {
    readonly stream: EventEmitter & Pick<Writable, 'writable' | 'write'>;
  };
}

/**
 * Speaks with the server in pg's place while a statement of ours runs, for which pg has nothing to do: no message becomes an
 * object or an event. What is not about the statement (a changed setting, a notice) is handed to pg as it came, and so is
 * everything while pg itself asks.
 */
export class Wire {
  #asker: Asker | null = null;
  /** The beginning of a message, and how many bytes the whole of it has (of its header, as long as that is not there). */
  #parts: Buffer[] = [];
  #have = 0;
  #need = 0;
  #fault: Error | undefined;
  readonly #stream: Wired['connection']['stream'];
  readonly #toPg: (bytes: Buffer) => void;

  /** Takes over a connection that is idle. Throws when pg does not read as we know it to. */
  constructor({ connection }: Wired) {
    const { stream } = connection;
    const [toPg, ...more] = stream.listeners('data') as ((bytes: Buffer) => void)[];
    if (!toPg || more.length > 0)
      throw new Error('expected pg, and nobody else, to read its socket: its version is not the one that we know');
    this.#stream = stream;
    this.#toPg = toPg;
    if (stream instanceof WireSocket)
      stream.takeOver((bytes, length) => {
        this.#receive(bytes, 0, length);
      });
    else
      stream.on('data', (bytes: Buffer) => {
        this.#receive(bytes, 0, bytes.length);
      });
    stream.removeListener('data', toPg);
    connection.on('error', (fault: Error) => {
      this.#fault ??= fault;
    });
    connection.on('end', () => {
      this.#lost();
    });
  }

  /** Sends messages that end with Sync, in one write. Only while nobody asks. */
  ask(messages: Buffer, asker: Asker): void {
    this.#asker = asker;
    if (this.#stream.writable) this.#stream.write(messages);
    else this.#lost();
  }

  #lost(): void {
    const asker = this.#asker;
    this.#asker = null;
    asker?.lost(new Error('the connection to the server ended', { cause: this.#fault }));
  }

  #receive(bytes: Buffer, start: number, end: number): void {
    if (this.#have === 0) {
      this.#read(bytes, start, end);
      return;
    }
    // Only what completes the message is put together with its beginning; what comes behind it is read where it is.
    const to = Math.min(end, start + this.#need - this.#have);
    this.#keep(bytes, start, to);
    if (this.#have < this.#need) return;
    const whole = Buffer.concat(this.#parts, this.#have);
    this.#parts = [];
    this.#have = 0;
    this.#read(whole, 0, whole.length);
    if (to < end) this.#receive(bytes, to, end);
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    this.#parts.push(Buffer.from(bytes.subarray(start, end)));
    this.#have += end - start;
  }

  /** Reads whole messages, and keeps the beginning of one that is not whole. */
  #read(bytes: Buffer, start: number, length: number): void {
    const arrived = new Arrived(bytes, start, length);
    let at = start;
    /** From here on, messages are pg's. */
    let kept = start;
    let need = headerLength;
    while (at + headerLength <= length) {
      need = 1 + (int32(bytes, at + 1) >>> 0);
      const end = at + need;
      if (end > length) break;
      if (this.#asker) {
        if (kept < at) this.#handOn(bytes, kept, at);
        this.#message(this.#asker, arrived, at, end);
        kept = end;
      }
      at = end;
      need = headerLength;
    }
    if (kept < at) this.#handOn(bytes, kept, at);
    if (at === length) return;
    this.#need = need;
    this.#keep(bytes, at, length);
  }

  #message(asker: Asker, arrived: Arrived, at: number, end: number): void {
    const { bytes } = arrived;
    const content = at + headerLength;
    switch (bytes[at] ?? 0) {
      case from.dataRow:
        asker.row(arrived, content);
        break;
      case from.readyForQuery:
        this.#asker = null;
        asker.ready();
        break;
      case from.parseComplete:
        asker.parsed();
        break;
      case from.rowDescription:
        asker.columns(columnNames(bytes, content));
        break;
      case from.errorResponse:
        asker.refused(errorOf(bytes, content, end));
        break;
      case from.bindComplete:
      case from.closeComplete:
      case from.commandComplete:
      case from.noData:
      case from.emptyQuery:
        break;
      default:
        this.#handOn(bytes, at, end);
    }
  }

  #handOn(bytes: Buffer, start: number, end: number): void {
    this.#toPg(Buffer.from(bytes.subarray(start, end)));
  }
}
