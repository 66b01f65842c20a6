import type { GraphQLFormattedError } from 'graphql';

/** A part of an answer that is already written. To `JSON.stringify` it is what it says. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
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

/** A whole answer as JSON, with data and extensions as text or as objects. */
export function stringifyResult({ errors, data, extensions }: Answer): string {
  if (!(data instanceof JsonText)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${textOf(extensions)}` : '';
  return `{${before}"data":${data.text}${after}}\n`;
}

const textOf = (value: unknown): string => (value instanceof JsonText ? value.text : JSON.stringify(value));
