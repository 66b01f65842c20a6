import type { GraphQLFormattedError } from 'graphql';
import { shortJson, written, type JsonBytes } from './json-bytes.ts';

/** A part of an answer that is already written. To `JSON.stringify` it is what it says. */
export class JsonText {
  readonly #json: string | Buffer;

  /** As text, or as UTF-8. */
  constructor(json: string | Buffer) {
    this.#json = json;
  }

  static of(value: unknown): JsonText {
    return value instanceof JsonText ? value : new JsonText(JSON.stringify(value));
  }

  get text(): string {
    return typeof this.#json === 'string' ? this.#json : this.#json.toString();
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
  const before = errors ? `{"errors":${JSON.stringify(errors)},"data":` : '{"data":';
  const after = extensions ? `,"extensions":${JsonText.of(extensions).text}}\n` : '}\n';
  if (data.length < shortJson) return before + data.text + after;
  return written((out) => {
    out.json(before);
    data.writeTo(out);
    out.json(after);
  });
}

/** The same for who wants text. */
export const stringifyResult = (result: Answer): string => answerJson(result).toString();
