import { quote } from './quote.ts';

/** Room at the beginning, and what is kept of it after a longer text; bytes. */
const least = 1 << 16;
const most = 1 << 20;
/** Longer text is looked at and written outside of JavaScript. */
const shortText = 200;

/**
 * JSON as UTF-8, written piece by piece into room that is used again. Strings that are put together here would be ropes of
 * short-lived parts, which V8 makes flat and counts, and then encodes: bytes are written once.
 */
export class JsonBytes {
  #bytes = Buffer.allocUnsafeSlow(least);
  #length = 0;

  /** Bytes written so far: a place to go back to. */
  get length(): number {
    return this.#length;
  }

  /** Takes back what was written since. */
  backTo(length: number): void {
    this.#length = length;
  }

  /** Marks and names: text of the ASCII range, as it is. */
  ascii(text: string): void {
    const { length } = text;
    let at = this.#roomFor(length);
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) bytes[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  /** A text as a JSON string. */
  string(text: string): void {
    if (text.length > shortText || !this.#plainString(text)) this.json(quote(text));
  }

  /** False, and nothing is written, where something needs a backslash. */
  #plainString(text: string): boolean {
    const { length } = text;
    let at = this.#roomFor(3 * length + 2);
    const bytes = this.#bytes;
    bytes[at++] = 0x22;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
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
    this.#length = at;
    return true;
  }

  /** JSON that is text. */
  json(text: string): void {
    const at = this.#roomFor(3 * text.length);
    this.#length = at + this.#bytes.write(text, at);
  }

  /** JSON that was written before. */
  bytes(json: Uint8Array): void {
    const at = this.#roomFor(json.length);
    this.#bytes.set(json, at);
    this.#length = at + json.length;
  }

  /** All that was written, as bytes of their own; then nothing is. */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.#length);
    this.#bytes.copy(taken, 0, 0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > most) this.#bytes = Buffer.allocUnsafeSlow(least);
    return taken;
  }

  /** Where the next byte goes, with room for so many. */
  #roomFor(more: number): number {
    const needed = this.#length + more;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.#bytes.length, needed));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    return this.#length;
  }
}

/** For what is written without waiting for anything in between: the room of the process. */
const room = new JsonBytes();

/** What `write` writes, in bytes of its own. */
export function written(write: (out: JsonBytes) => void): Buffer {
  room.backTo(0);
  write(room);
  return room.take();
}
