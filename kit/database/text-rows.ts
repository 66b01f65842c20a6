/**
 * Reads a list of rows, each a list of texts, from what PostgreSQL writes of a text array of two dimensions:
 * `{{1,"two words",NULL},{2,"",three}}` (PostgreSQL, 8.15.6 Array Input and Output Syntax). That is a third of the work of
 * JSON: JSON.parse looks every short text up among all that the process knows, and makes each row, where here one list serves.
 */
export class TextRows {
  /** Where the next row begins. */
  #at = 1;

  constructor(private readonly text: string) {}

  /** Reads the next row into `fields`; false when there is none. Throws where the text is no such array. */
  next(fields: (string | null)[]): boolean {
    const { text } = this;
    if (text.charCodeAt(this.#at) !== opens) {
      const isWhole = this.#at === text.length && text.charCodeAt(this.#at - 1) === closes;
      if (!isWhole && text !== '{}') throw notAnArray();
      return false;
    }
    for (let n = 0; ; n++) {
      this.#at += 1;
      fields[n] = text.charCodeAt(this.#at) === quote ? this.#quoted() : this.#plain();
      if (text.charCodeAt(this.#at) === comma) continue;
      if (text.charCodeAt(this.#at) !== closes) throw notAnArray();
      // Behind it stands the comma before the next row, or the end.
      this.#at += 2;
      return true;
    }
  }

  /** A text that needs no quotes; it ends before a comma or a brace. */
  #plain(): string | null {
    const { text } = this;
    const start = this.#at;
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === comma || code === closes) break;
    }
    this.#at = end;
    return end === start + 4 && text.startsWith('NULL', start) ? null : text.slice(start, end);
  }

  #quoted(): string {
    const { text } = this;
    const start = this.#at + 1;
    let end = start;
    let isEscaped = false;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === quote) break;
      if (code !== escapes) continue;
      isEscaped = true;
      end += 1;
    }
    this.#at = end + 1;
    const quoted = text.slice(start, end);
    return isEscaped ? quoted.replaceAll(/\\(.)/gs, '$1') : quoted;
  }
}

const opens = '{'.charCodeAt(0);
const closes = '}'.charCodeAt(0);
const comma = ','.charCodeAt(0);
const quote = '"'.charCodeAt(0);
const escapes = '\\'.charCodeAt(0);

const notAnArray = (): Error => new Error('expected a text array of two dimensions, found something else');
