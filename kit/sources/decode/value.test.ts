import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { boolean, code, date, decimal, instant, integer, key, text, texts, type Column } from '../../relation.ts';
import { decodeValue } from './value.ts';

const decode = (column: Column, raw: string, type = 'text', zone = 'Europe/Berlin'): unknown =>
  decodeValue(column, type, raw, zone);

test.each([
  ['2024-03-01 10:00:00', '2024-03-01T09:00:00Z'],
  ['2024-07-01 10:00:00', '2024-07-01T08:00:00Z'],
  ['2024-07-01T10:00:00.250000', '2024-07-01T08:00:00.25Z'],
  ['2024-07-01 10:00:00.123456789+00', '2024-07-01T10:00:00.123456789Z'],
  ['2024-07-01 10:00:00+05:30', '2024-07-01T04:30:00Z'],
  ['2024-07-01 10:00:00-0330', '2024-07-01T13:30:00Z'],
  ['2024-07-01 10:00:00Z', '2024-07-01T10:00:00Z'],
  ['2024-07-01', '2024-06-30T22:00:00Z'],
  ['2024-02-29 23:59:59', '2024-02-29T22:59:59Z'],
])('instant %s is %s', (raw, expected) => {
  expect(decode(instant(''), raw)).toBe(expected);
});

test.each([
  'infinity',
  '2024-02-30 10:00:00',
  '31.12.2024',
  '2024-01-01 25:00:00',
  '2024-01-01 10:61:00',
  '',
  'now',
  '0044-03-15 BC',
])('instant «%s» does not fit', (raw) => {
  expect(decode(instant(''), raw)).toBeUndefined();
});

test('what is beyond the year 9999 in UTC, or in the zone of a date, does not fit', () => {
  const zone = 'America/New_York';
  for (const raw of ['9999-12-31 23:59:59', '9999-12-31 23:59:59.999', '9999-12-31 23:59:59-05'])
    expect(decode(instant(''), raw, 'timestamp', zone), raw).toBeUndefined();
  expect(decode(instant(''), '9999-12-31 23:59:59')).toBe('9999-12-31T22:59:59Z');
  expect(decode(date(''), '9999-12-31 23:59:59', 'timestamp', zone)).toBe('9999-12-31');
  expect(decode(date(''), '9999-12-31 23:59:59+00', 'timestamptz', zone)).toBe('9999-12-31');
  expect(decode(date(''), '9999-12-31 23:59:59+00', 'timestamptz')).toBeUndefined();
});

test('every half hour of a year agrees with luxon, in zones of all sorts', () => {
  let compared = 0;
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Asia/Shanghai']) {
    for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += 1_800_000 * 13) {
      const local = new Date(at).toISOString().slice(0, 19);
      const expected = DateTime.fromISO(local, { zone }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
      expect(decode(instant(''), local.replace('T', ' '), 'timestamp', zone), `${local} ${zone}`).toBe(expected);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(6000);
});

test('a zero date of MySQL is no date', () => {
  expect(decode(instant(''), '0000-00-00 00:00:00')).toBeNull();
  expect(decode(date(''), '0000-00-00')).toBeNull();
});

test('dates', () => {
  expect(decode(date(''), '2024-03-01')).toBe('2024-03-01');
  expect(decode(date(''), '2024-03-01 23:30:00')).toBe('2024-03-01');
  expect(decode(date(''), '2024-03-01 23:30:00+00')).toBe('2024-03-02');
  expect(decode(date(''), '2023-02-29')).toBeUndefined();
});

test('numbers keep every digit', () => {
  expect(decode(decimal(''), '12345678901234567890.1200')).toBe('12345678901234567890.1200');
  expect(decode(decimal(''), '-0.5')).toBe('-0.5');
  expect(decode(decimal(''), '1.5e-7')).toBe('0.00000015');
  expect(decode(decimal(''), '1.25E+3')).toBe('1250');
  expect(decode(decimal(''), 'NaN')).toBeUndefined();
  expect(decode(decimal(''), '$12.00')).toBeUndefined();
  expect(decode(integer(''), '42.00')).toBe(42);
  expect(decode(integer(''), '42.5')).toBeUndefined();
  expect(decode(integer(''), '9007199254740992')).toBeUndefined();
  expect(decode(integer(''), '-7')).toBe(-7);
});

test('text: blank is null, padding of char(n) goes, the rest stays', () => {
  expect(decode(text(''), '  ')).toBeNull();
  expect(decode(text(''), ' a ')).toBe(' a ');
  expect(decode(text(''), 'a   ', 'bpchar')).toBe('a');
  expect(decode(key(''), '0042')).toBe('0042');
  expect(decode(key(''), 'AB   ', 'bpchar')).toBe('AB');
  expect(decode(texts(''), 'a@example.com\n\n b@example.com \n')).toEqual(['a@example.com', 'b@example.com']);
});

test('truth values and codes', () => {
  expect(['t', 'true', '1', 'T'].map((raw) => decode(boolean(''), raw))).toEqual([true, true, true, true]);
  expect(['f', 'false', '0'].map((raw) => decode(boolean(''), raw))).toEqual([false, false, false]);
  expect(decode(boolean(''), 'yes')).toBeUndefined();
  const status = code(['OPEN'], '');
  expect(['OPEN', 'open', ' ', 'X'].map((raw) => decode(status, raw))).toEqual(['OPEN', 'UNKNOWN', null, 'UNKNOWN']);
});
