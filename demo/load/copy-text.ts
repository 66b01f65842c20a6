import type { Value } from '../systems/system.ts';

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line of PostgreSQL's COPY text format. */
export function copyLine(values: readonly Value[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) line += '\t';
    if (value === null || value === undefined) line += '\\N';
    else if (value === true) line += 't';
    else if (value === false) line += 'f';
    else if (typeof value === 'number') line += String(value);
    else line += /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, (c) => escapes[c] ?? c) : value;
  }
  return line + '\n';
}
