import { connect, type Socket } from 'node:net';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  /** Decoded from chunks, if it came in any. Only its beginning, if no more was to be kept. */
  readonly body: Buffer;
}

const endOfHead = '\r\n\r\n';
/** Bytes of a body that are written at once, as a network would take them: the kernel copies more in one go, and holds up whoever shares the core. */
const pieceBytes = 65_536;

/**
 * A connection that posts one request at a time and reads its answer with as little of the processor as can be: client, servers
 * and databases share the cores, so that a client that costs as much as what it measures makes all servers look alike.
 */
export class Connection {
  readonly #url: URL;
  readonly #socket: Socket;
  /** Bytes of the answer's body that are kept. */
  #keep = 0;
  #awaited: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  /** What was read of the answer and not understood yet, head included while `#body` is not there. */
  #read: Buffer = Buffer.alloc(0);
  #status = 0;
  #body: Body | undefined;
  /** Whether the server closes after the answer that is being read. */
  #isLast = false;
  /** What is still to be written of the body, and who waits for that with the answer in hand. */
  #unsent: Buffer = Buffer.alloc(0);
  #sent: (() => void) | undefined;
  hasEnded = false;

  /** Begins to connect; `onEnd` is called once, when it can't be used any more. */
  constructor(url: URL, onEnd: () => void) {
    this.#url = url;
    const buffer = Buffer.allocUnsafeSlow(65_536);
    const onread = {
      buffer,
      callback: (length: number): boolean => {
        this.#take(buffer.subarray(0, length));
        return true;
      },
    };
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true, onread });
    let problem: Error | undefined;
    this.#socket.on('error', (error) => (problem = error));
    this.#socket.on('close', () => {
      this.hasEnded = true;
      this.#handOver();
      this.#fail(problem ?? new Error(`${url.host} closed the connection before its answer was whole`));
      onEnd();
    });
  }

  /**
   * Sends a body, bytes piece by piece, and waits for the answer to it, of whose body so many bytes are kept; when the server
   * closes after that, not for the body to be sent. Throws when the connection ends before.
   */
  post(headers: Readonly<Record<string, string>>, body: string | Buffer, keep = Infinity): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#keep = keep;
      this.#awaited = { resolve, reject };
      let head = `POST ${this.#url.pathname} HTTP/1.1\r\nhost: ${this.#url.host}\r\n`;
      for (const name in headers) head += `${name}: ${headers[name] ?? ''}\r\n`;
      head += `content-length: ${String(Buffer.byteLength(body))}${endOfHead}`;
      if (typeof body === 'string') this.#socket.write(head + body);
      else {
        this.#socket.write(head);
        this.#unsent = body;
        this.#sendOn();
      }
    });
  }

  close(): void {
    this.hasEnded = true;
    this.#socket.destroy();
  }

  #sendOn = (): void => {
    if (this.hasEnded) return;
    const isTaken = this.#socket.write(this.#unsent.subarray(0, pieceBytes));
    this.#unsent = this.#unsent.subarray(pieceBytes);
    if (this.#unsent.length === 0) this.#handOver();
    else if (isTaken) setImmediate(this.#sendOn);
    else this.#socket.once('drain', this.#sendOn);
  };

  /** Gives the answer that waited for the body to be sent. */
  #handOver(): void {
    this.#sent?.();
    this.#sent = undefined;
  }

  #fail(error: Error): void {
    this.#awaited?.reject(error);
    this.#awaited = undefined;
  }

  /** Bytes that came; the buffer is used again afterwards. */
  #take(bytes: Buffer): void {
    if (!this.#awaited) return this.close();
    try {
      const rest = this.#body ? bytes : this.#head(bytes);
      if (rest === undefined || !this.#body) return;
      const body = this.#body.take(rest);
      if (body) this.#answer(body);
    } catch (error) {
      this.#fail(error as Error);
      this.close();
    }
  }

  /** Reads the head as soon as it is whole; gives what follows it. */
  #head(bytes: Buffer): Buffer | undefined {
    const all = this.#read.length === 0 ? bytes : Buffer.concat([this.#read, bytes]);
    const end = all.indexOf(endOfHead);
    if (end < 0) {
      this.#read = Buffer.from(all);
      return undefined;
    }
    const head = all.toString('latin1', 0, end).toLowerCase();
    this.#status = Number(head.slice('http/1.1 '.length, 'http/1.1 200'.length));
    this.#isLast = /\r\nconnection: *close/.test(head);
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
    if (length !== undefined) this.#body = new BodyOfLength(Number(length), this.#keep);
    else if (/\r\ntransfer-encoding: *chunked/.test(head)) this.#body = new BodyInChunks(this.#keep);
    else throw new Error(`${this.#url.host} answered without a length and not in chunks: ${head.slice(0, 300)}`);
    return all.subarray(end + endOfHead.length);
  }

  #answer(body: Buffer): void {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    this.#body = undefined;
    this.#read = Buffer.alloc(0);
    this.#sent = () => awaited?.resolve({ status: this.#status, body });
    if (this.#isLast) this.close();
    if (this.#isLast || this.#unsent.length === 0) this.#handOver();
  }
}

/** Gathers a body from the bytes as they come. */
interface Body {
  /** What is kept of the body, once all of it came. Copies that. */
  take(bytes: Buffer): Buffer | undefined;
}

class BodyOfLength implements Body {
  readonly #kept: Buffer;
  readonly #length: number;
  #came = 0;

  constructor(length: number, keep: number) {
    this.#kept = Buffer.allocUnsafe(Math.min(length, keep));
    this.#length = length;
  }

  take(bytes: Buffer): Buffer | undefined {
    if (this.#came < this.#kept.length) bytes.copy(this.#kept, this.#came);
    this.#came += bytes.length;
    return this.#came < this.#length ? undefined : this.#kept;
  }
}

/** RFC 9112, section 7.1; without trailers. */
class BodyInChunks implements Body {
  readonly #keep: number;
  #read: Buffer = Buffer.alloc(0);
  readonly #chunks: Buffer[] = [];
  #kept = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  take(bytes: Buffer): Buffer | undefined {
    this.#read = Buffer.concat([this.#read, bytes]);
    for (;;) {
      const line = this.#read.indexOf('\r\n');
      if (line < 0) return undefined;
      const size = parseInt(this.#read.toString('latin1', 0, line), 16);
      if (Number.isNaN(size)) throw new Error('a chunk of an answer began without its size');
      const from = line + 2;
      if (this.#read.length < from + size + 2) return undefined;
      if (size === 0) return Buffer.concat(this.#chunks).subarray(0, this.#keep);
      if (this.#kept < this.#keep) this.#chunks.push(this.#read.subarray(from, from + size));
      this.#kept += size;
      this.#read = this.#read.subarray(from + size + 2);
    }
  }
}
