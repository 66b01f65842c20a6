import type { FormattedExecutionResult } from 'graphql';

/** Data of an answer that is already written. To `JSON.stringify` it is what it says. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** A whole answer as JSON, with data as text or as objects. */
export function stringifyResult({ errors, data, extensions }: FormattedExecutionResult): string {
  const known: unknown = data;
  if (!(known instanceof JsonText)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  return `{${before}"data":${known.text}${after}}\n`;
}
