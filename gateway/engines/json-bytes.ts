import { lengthOf, unitAt } from '../../kit/code-units.ts';
import { quote } from './quote.ts';

/** Room at the beginning, and what is kept of it after a longer text; bytes. */
const least = 1 << 14;
const most = 1 << 20;
/** Longer text is looked at and written outside of JavaScript. */
const shortText = 200;
/** More bytes are copied outside of JavaScript. */
const fewBytes = 100;

/**
 * JSON that was written before the answer that it belongs to: a stretch of bytes that do not change any more. It has no buffer of
 * its own: making one costs more than what stands in most of them.
 */
export class Written {
  constructor(
    private readonly bytes: Buffer,
    private readonly from: number,
    private readonly to: number,
  ) {}

  writeTo(out: JsonBytes): true {
    out.bytes(this.bytes, this.from, this.to);
    return true;
  }
}

/**
 * JSON as UTF-8, written piece by piece into room that is used again. Strings that are put together here would be ropes of
 * short-lived parts, which V8 makes flat and counts, and then encodes: bytes are written once.
 */
export class JsonBytes {
  #bytes = Buffer.allocUnsafeSlow(least);
  /** Where what is being written begins; what stands before it was cut off. */
  #from = 0;
  #to = 0;

  /** Bytes written so far: a place to go back to. */
  get length(): number {
    return this.#to - this.#from;
  }

  /** Takes back what was written since. */
  backTo(length: number): void {
    this.#to = this.#from + length;
  }

  /** Marks and names: text of the ASCII range, as it is. */
  ascii(text: string): void {
    const length = lengthOf(text);
    let at = this.#roomFor(length);
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) bytes[at++] = unitAt(text, i);
    this.#to = at;
  }

  /** A text as a JSON string. */
  string(text: string): void {
    if (lengthOf(text) > shortText || !this.#plainString(text)) this.json(quote(text));
  }

  /** False, and nothing is written, where something needs a backslash. */
  #plainString(text: string): boolean {
    const length = lengthOf(text);
    let at = this.#roomFor(3 * length + 2);
    const bytes = this.#bytes;
    bytes[at++] = 0x22;
    for (let i = 0; i < length; i++) {
      const unit = unitAt(text, i);
      if (unit < 0x80) {
        // Control characters, quotation mark, backslash.
        if (unit < 0x20 || unit === 0x22 || unit === 0x5c) return false;
        bytes[at++] = unit;
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
        // Halves of surrogate pairs.
      } else return false;
    }
    bytes[at++] = 0x22;
    this.#to = at;
    return true;
  }

  /** JSON that is text. */
  json(text: string): void {
    const at = this.#roomFor(3 * lengthOf(text));
    this.#to = at + this.#bytes.write(text, at);
  }

  /** JSON that was written before, or a stretch of it. */
  bytes(json: Buffer, from = 0, to = json.length): void {
    let at = this.#roomFor(to - from);
    const bytes = this.#bytes;
    if (to - from <= fewBytes) for (let i = from; i < to; i++) bytes[at++] = json[i] ?? 0;
    else at += json.copy(bytes, at, from, to);
    this.#to = at;
  }

  /** Leaves what was written where it stands; what comes next is written behind it. */
  cut(): Written {
    const cut = new Written(this.#bytes, this.#from, this.#to);
    this.#from = this.#to;
    this.#shrink();
    return cut;
  }

  /** All that was written, as bytes of their own; then nothing is. */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.length);
    this.#bytes.copy(taken, 0, this.#from, this.#to);
    this.#to = this.#from;
    this.#shrink();
    return taken;
  }

  /** All that was written, as text; then nothing is. */
  takeText(): string {
    const text = this.#bytes.toString('utf8', this.#from, this.#to);
    this.#to = this.#from;
    this.#shrink();
    return text;
  }

  /** Nothing is being written. */
  #shrink(): void {
    if (this.#bytes.length <= most) return;
    this.#bytes = Buffer.allocUnsafeSlow(least);
    this.#from = 0;
    this.#to = 0;
  }

  /** Where the next byte goes, with room for so many. What was cut off stays in the room that is left. */
  #roomFor(more: number): number {
    if (this.#to + more > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * (this.length + more)));
      const length = this.#bytes.copy(larger, 0, this.#from, this.#to);
      this.#bytes = larger;
      this.#from = 0;
      this.#to = length;
    }
    return this.#to;
  }
}

/** For what is written without waiting for anything in between: the rooms of the process. */
const room = new JsonBytes();
const before = new JsonBytes();

/** What `write` writes, in bytes of its own. */
export function written(write: (out: JsonBytes) => void): Buffer {
  room.backTo(0);
  write(room);
  return room.take();
}

/** What `write` writes of a value, for an answer to come. Null when it writes nothing. */
export function writtenBefore<T>(write: (value: T, out: JsonBytes) => boolean, value: T): Written | null {
  before.backTo(0);
  return write(value, before) ? before.cut() : null;
}

/** Bytes up to which a text is put together, and sent together with its header, for less than bytes are. */
export const shortJson = 2_048;

/** What `write` writes, as what is cheaper to go on with: text when it is short, else bytes. */
export function writtenShort(write: (out: JsonBytes) => void): string | Buffer {
  room.backTo(0);
  write(room);
  return room.length < shortJson ? room.takeText() : room.take();
}
