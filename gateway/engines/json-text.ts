import type { GraphQLFormattedError } from 'graphql';
import { written, type JsonBytes } from './json-bytes.ts';

/** A part of an answer that is already written. To `JSON.stringify` it is what it says. */
export class JsonText {
  readonly #json: string | Buffer;

  /** As text, or as UTF-8. */
  constructor(json: string | Buffer) {
    this.#json = json;
  }

  get text(): string {
    return this.#json.toString();
  }

  /** Bytes, or characters. */
  get length(): number {
    return this.#json.length;
  }

  writeTo(out: JsonBytes): void {
    if (typeof this.#json === 'string') out.json(this.#json);
    else out.bytes(this.#json);
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

interface Answer {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

/** A whole answer as JSON, with data and extensions as they were written or as objects. */
export function answerJson({ errors, data, extensions }: Answer): string | Buffer {
  if (!(data instanceof JsonText)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  return written((out) => {
    out.ascii('{');
    if (errors) out.json(`"errors":${JSON.stringify(errors)},`);
    out.ascii('"data":');
    data.writeTo(out);
    if (extensions) {
      out.ascii(',"extensions":');
      if (extensions instanceof JsonText) extensions.writeTo(out);
      else out.json(JSON.stringify(extensions));
    }
    out.ascii('}\n');
  });
}

/** The same for who wants text. */
export const stringifyResult = (result: Answer): string => answerJson(result).toString();
