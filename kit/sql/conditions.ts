import { DateTime } from 'luxon';
import type { Relation } from '../relation.ts';
import type { Bindings } from './bindings.ts';
import type { NativeKey } from './dialects/dialect.ts';
import { decodeKey, distinctKeys } from './key.ts';
import { toNative, type Native } from './native/to-native.ts';
import { typeClass } from './native/type-class.ts';
import type { Condition } from './plan.ts';
import type { Part } from './shape.ts';
import { columnOf, partsOf, type Target } from './target.ts';

const never = '1 = 0';
const always = '1 = 1';
const signs = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

/** Key texts -> distinct native keys; those that the native type cannot hold match no row and are left out. */
export function nativeKeys(parts: readonly Part[], keys: readonly string[], target: Target): NativeKey[] {
  const natives: NativeKey[] = [];
  for (const text of distinctKeys(keys)) {
    const native = nativeKey(parts, text, target);
    if (native) natives.push(native);
  }
  return natives;
}

function nativeKey(parts: readonly Part[], text: string, { dialect, timeZone }: Target): NativeKey | null {
  if (parts.length === 1) {
    const value = toNative(dialect.name, parts[0]?.type ?? '', 'key', text, timeZone);
    return value === undefined ? null : [value];
  }
  const decoded = decodeKey(text, parts.length);
  if (!decoded) return null;
  const values: Exclude<Native, undefined>[] = [];
  for (const part of decoded) {
    const value = toNative(dialect.name, parts[values.length]?.type ?? '', 'key', part, timeZone);
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

/** One condition as SQL over the alias `r`. A column that the mapping leaves out is null. */
export function conditionSql(relation: Relation, condition: Condition, target: Target, bindings: Bindings): string {
  const { dialect } = target;
  const column = columnOf(relation, condition.column);
  const parts = partsOf(relation, target.shape, condition.column);
  const [part] = parts;
  if (!part) return condition.op === 'isNull' ? always : never;
  const names = parts.map((p) => `r.${dialect.identifier(p.name)}`);
  const name = names[0] ?? '';
  const native = (value: string | number | boolean): Native =>
    toNative(dialect.name, part.type, column.kind, value, target.timeZone);

  switch (condition.op) {
    case 'isNull':
    case 'isNotNull': {
      // Blank text reads as null, so it must count as null here too.
      const isText = typeClass(dialect.name, part.type) === 'text' && column.kind !== 'key';
      const isNull = names.map((n) => `${n} is null`).join(' or ') + (isText ? ` or trim(${name}) = ''` : '');
      return condition.op === 'isNull' ? `(${isNull})` : `not (${isNull})`;
    }
    case 'in': {
      if (column.kind === 'key') {
        const keys = nativeKeys(parts, condition.values.map(String), target);
        return keys.length === 0 ? never : dialect.inKeys(parts, names, keys, bindings);
      }
      if (column.kind === 'date' && isMoment(target, part))
        return anyOf(condition.values.map((day) => dayRange(name, part, String(day), target, bindings)));
      const values = column.kind === 'boolean' ? spellings(target, part, condition.values) : condition.values;
      const keys = distinct(values.map(native));
      const listed = keys.length === 0 ? never : dialect.inKeys([part], [name], keys, bindings);
      if (column.kind !== 'code' || !condition.values.includes('UNKNOWN')) return listed;
      const known = distinct(column.values.map(native));
      const unlisted = known.length === 0 ? always : `not (${dialect.inKeys([part], [name], known, bindings)})`;
      return `(${listed} or (${name} is not null and ${unlisted}))`;
    }
    case 'gte':
    case 'gt':
    case 'lte':
    case 'lt': {
      const isDay = column.kind === 'date' && isMoment(target, part);
      // Of a day kept as a moment: after a day means from the next day's beginning on.
      const shifts = isDay && (condition.op === 'gt' || condition.op === 'lte');
      const value = native(shifts ? nextDay(String(condition.value)) : condition.value);
      if (value === undefined) return never;
      const sign = shifts ? (condition.op === 'gt' ? '>=' : '<') : signs[condition.op];
      return `${dialect.comparable(part, name)} ${sign} ${dialect.value(part, value, bindings)}`;
    }
  }
}

const isMoment = (target: Target, part: Part): boolean =>
  ['timestamp', 'timestamptz'].includes(typeClass(target.dialect.name, part.type));

const nextDay = (day: string): string => DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? day;

const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? never : `(${conditions.join(' or ')})`;

function dayRange(name: string, part: Part, day: string, target: Target, bindings: Bindings): string {
  const bound = (text: string): Native => toNative(target.dialect.name, part.type, 'date', text, target.timeZone);
  const from = bound(day);
  const to = bound(nextDay(day));
  if (from === undefined || to === undefined) return never;
  return `(${name} >= ${target.dialect.value(part, from, bindings)} and ${name} < ${target.dialect.value(part, to, bindings)})`;
}

/** A truth value kept as text has several spellings; all that decoding accepts. */
function spellings(
  target: Target,
  part: Part,
  values: readonly (string | number | boolean)[],
): readonly (string | number | boolean)[] {
  if (typeClass(target.dialect.name, part.type) !== 'text') return values;
  return values.flatMap((value) =>
    value === true ? ['t', 'T', 'true', 'TRUE', '1'] : ['f', 'F', 'false', 'FALSE', '0'],
  );
}

function distinct(values: readonly Native[]): NativeKey[] {
  return [...new Set(values.filter((value) => value !== undefined))].map((value) => [value]);
}
