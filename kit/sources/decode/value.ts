import type { Column } from '../../relation.ts';
import { decodeDate } from './date.ts';
import { decodeInstant } from './instant.ts';
import { decodeDecimal, decodeInteger } from './number.ts';

export type Decoded = string | number | boolean | readonly string[] | null;

/** MySQL's way to write «no date». */
const isZeroDate = (raw: string): boolean => raw.startsWith('0000-00-00');

/** char(n) comes padded with blanks that are no part of the value. */
export const isPadded = (type: string): boolean => type === 'bpchar' || type === 'char';

/** Raw text of a column -> its canonical value; undefined when the text does not fit the kind. Null stays null. */
export function decodeValue(column: Column, type: string, raw: string, timeZone: string): Decoded | undefined {
  switch (column.kind) {
    case 'key':
      return isPadded(type) ? raw.trimEnd() : raw;
    case 'text':
      return raw.trim() === '' ? null : isPadded(type) ? raw.trimEnd() : raw;
    case 'texts':
      return raw
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'integer':
      return decodeInteger(raw.trim());
    case 'decimal':
      return decodeDecimal(raw.trim());
    case 'instant':
      return isZeroDate(raw) ? null : decodeInstant(raw.trim(), timeZone);
    case 'date':
      return isZeroDate(raw) ? null : decodeDate(raw.trim(), timeZone);
    case 'boolean':
      return decodeBoolean(raw);
    case 'code':
      return decodeCode(raw, column.values);
  }
}

function decodeBoolean(raw: string): boolean | undefined {
  const text = raw.trim().toLowerCase();
  if (text === 't' || text === 'true' || text === '1') return true;
  return text === 'f' || text === 'false' || text === '0' ? false : undefined;
}

function decodeCode(raw: string, values: readonly string[]): string | null {
  const text = raw.trim();
  if (text === '') return null;
  return values.includes(text) ? text : 'UNKNOWN';
}
