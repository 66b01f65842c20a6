import { DateTime } from 'luxon';
import type { Dialect } from '../../database/database.ts';
import type { ColumnKind } from '../../relation.ts';
import { integerRange } from './integer-range.ts';
import { typeClass } from './type-class.ts';

/** A value ready to bind; undefined when no value of the native type is meant, so that it matches no row. */
export type Native = string | number | bigint | undefined;

const decimalText = /^-?\d{1,200}(\.\d{1,200})?$/;
const uuidText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const bytesText = /^\\x([0-9a-f]{2})*$/;
const dateText = /^\d{4}-\d{2}-\d{2}$/;
const zoneless = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(\.\d{1,9})?)$/;
const zoned = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}(?::?\d{2})?)$/;

const isDate = (text: string): boolean => dateText.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

const [zero, nine, minus] = [0x30, 0x39, 0x2d];

/** At most 20 digits; '007', '+7' and '-0' are other keys than 7 and 0. Every key that is bound is looked at: no expression. */
function isWhole(text: string): boolean {
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  const digits = text.length - start;
  if (digits < 1 || digits > 20) return false;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < zero || unit > nine) return false;
  }
  return text.charCodeAt(start) !== zero || text.length === 1;
}

/** PostgreSQL gets the text as it is, which is the number's only one. */
function integer(dialect: Dialect, type: string, text: string): Native {
  if (!isWhole(text)) return undefined;
  const { low, high, digits } = integerRange(type);
  // Of so few digits, and no sign, every number is in the range.
  if (text.length >= digits || text.startsWith('-')) {
    const value = BigInt(text);
    if (value < low || value > high) return undefined;
  }
  return dialect === 'postgres' ? text : small(BigInt(text));
}

/** What a truth is as a number. */
const numberOf = (dialect: Dialect, truth: boolean): Native =>
  dialect === 'postgres' ? (truth ? '1' : '0') : Number(truth);

/** An instant as wall-clock text of a zone, fraction kept to the last digit. */
function wallClock(text: string, zone: string): string | undefined {
  const match = zoned.exec(text);
  if (!match?.[1]) return undefined;
  const at = DateTime.fromISO(`${match[1].replace(' ', 'T')}${match[3] ?? 'Z'}`, { zone });
  return at.isValid ? `${at.toFormat('yyyy-MM-dd HH:mm:ss')}${match[2] ?? ''}` : undefined;
}

function boolean(text: string): boolean | undefined {
  if (/^(t|true|1)$/i.test(text)) return true;
  return /^(f|false|0)$/i.test(text) ? false : undefined;
}

/**
 * Canonical (or raw) text of a column -> the value to bind so that the column's own index serves. PostgreSQL gets text with
 * a cast in the statement, the others get numbers where the column holds numbers, and the hexadecimal digits of bytes.
 * `timeZone` is the source's.
 */
export function toNative(
  dialect: Dialect,
  type: string,
  kind: ColumnKind,
  value: string | number | boolean,
  timeZone: string,
): Native {
  const text = String(value);
  switch (typeClass(dialect, type)) {
    case 'integer':
      if (kind !== 'boolean') return integer(dialect, type, text);
      return boolean(text) === undefined ? undefined : numberOf(dialect, boolean(text) === true);
    case 'bit':
      return kind === 'boolean' ? numberOf(dialect, boolean(text) === true) : integer(dialect, 'bigint unsigned', text);
    case 'decimal':
      return decimalText.test(text) ? text : undefined;
    case 'float':
      return Number.isFinite(Number(text)) && text.trim() !== ''
        ? dialect === 'postgres'
          ? text
          : Number(text)
        : undefined;
    case 'boolean': {
      const truth = boolean(text);
      if (truth === undefined) return undefined;
      return dialect === 'postgres' ? (truth ? 't' : 'f') : truth ? 1 : 0;
    }
    case 'uuid':
      return uuidText.test(text) ? text : undefined;
    case 'date':
      return isDate(text) ? text : undefined;
    case 'timestamp':
      if (zoneless.test(text)) return text;
      return isDate(text) ? `${text} 00:00:00` : wallClock(text, timeZone);
    case 'timestamptz': {
      if (zoneless.test(text)) return text;
      const at = isDate(text) ? DateTime.fromISO(text, { zone: timeZone }).toUTC().toISO() : text;
      return wallClock(at ?? '', 'utc')?.concat(dialect === 'postgres' ? '+00' : '');
    }
    case 'bytes':
      if (!bytesText.test(text)) return undefined;
      return dialect === 'postgres' ? text : text.slice(2);
    case 'text':
    case 'other':
      return dialect === 'postgres' && text.includes('\0') ? undefined : text;
  }
}

/** mysql2 and SQLite take numbers; bigint only where a number would not be exact. */
function small(value: bigint): Native {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
