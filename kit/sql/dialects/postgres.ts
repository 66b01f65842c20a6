import { typeClass } from '../native/type-class.ts';
import type { Part } from '../shape.ts';
import type { SqlDialect } from './dialect.ts';

const isText = (part: Part): boolean => ['text', 'other'].includes(typeClass('postgres', part.type));
const isInteger = (part: Part | undefined): boolean => typeClass('postgres', part?.type ?? '') === 'integer';
const isOther = (part: Part): boolean => typeClass('postgres', part.type) === 'other';

/** The type that values are bound in: the column's own, or text for types that are compared as text. */
export const boundType = (part: Part): string => (isOther(part) ? 'text' : part.type);

const comparable = (part: Part, column: string): string => (isOther(part) ? `${column}::text` : column);

export const postgres: SqlDialect = {
  name: 'postgres',
  hasLateral: true,
  placeholder: (n) => `$${String(n)}`,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  comparable,
  value: (part, native, bindings) => `${bindings.add(native)}::${boundType(part)}`,
  // The server keeps the plan of a statement for one key; with an array it plans anew each time, for as many as there are.
  inKeys: (parts, columns, keys, bindings) => {
    const [key, ...more] = keys;
    if (key && more.length === 0)
      return parts
        .map((part, i) => `${comparable(part, columns[i] ?? '')} = ${bindings.add(key[i])}::${boundType(part)}`)
        .join(' and ');
    const arrays = parts.map((part, i) => `${bindings.add(keys.map((key) => key[i]))}::${boundType(part)}[]`);
    const names = parts.map((part, i) => comparable(part, columns[i] ?? ''));
    return names.length === 1
      ? `${names.join('')} = any(${arrays.join('')})`
      : `(${names.join(', ')}) in (select * from unnest(${arrays.join(', ')}))`;
  },
  keyBindings: (parts, keys) => {
    const [key, ...more] = keys;
    if (key && more.length === 0) return [...key];
    const arrays: unknown[] = [];
    for (let part = 0; part < parts; part++) arrays.push(keys.map((key) => key[part]));
    return arrays;
  },
  // All keys are in arrays, but a single one.
  keysText: (keys) => Math.min(keys, 2),
  codePoints: (part, column) => (isText(part) ? `${comparable(part, column)} collate "C"` : column),
  codePointsValue: (part, native, bindings) => `${bindings.add(native)}::${boundType(part)}`,
  // A whole number has neither of the characters that are written otherwise.
  keyText: (parts, columns) =>
    `(${columns
      .map((column, i) =>
        isInteger(parts[i]) ? `${column}::text` : `replace(replace(${column}::text, '%', '%25'), '~', '%7E')`,
      )
      .join(" || '~' || ")}) collate "C"`,
  keyTextValue: (text, bindings) => `${bindings.add(text)}::text`,
  orderTerm: (expression, direction, isNullable) => `${expression} ${direction}${isNullable ? ' nulls last' : ''}`,
  sum: (part, column) =>
    ['integer', 'decimal'].includes(typeClass('postgres', part.type)) ? `sum(${column})` : `sum(${column}::numeric)`,
};
