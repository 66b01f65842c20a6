import { typeClass } from '../native/type-class.ts';
import type { Part } from '../shape.ts';
import { padded, paddedSize, type SqlDialect } from './dialect.ts';

const isText = (part: Part): boolean => ['text', 'other'].includes(typeClass('mysql', part.type));

/**
 * Decimals are bound as text and made decimal by the server: as text they would be compared as floating point. Bytes are
 * bound as hexadecimal digits.
 */
const value: SqlDialect['value'] = (part, native, bindings) => {
  const bound = bindings.add(native);
  const type = typeClass('mysql', part.type);
  if (type === 'decimal') return `cast(${bound} as decimal(65, 30))`;
  return type === 'bytes' ? `unhex(${bound})` : bound;
};

/** As a key has it. */
const textOf = (part: Part | undefined, column: string): string =>
  part && typeClass('mysql', part.type) === 'bytes'
    ? `concat('\\\\x', lower(hex(${column})))`
    : `replace(replace(convert(${column} using utf8mb4), '%', '%25'), '~', '%7E')`;

/** For MySQL and MariaDB. */
export const mysql: SqlDialect = {
  name: 'mysql',
  hasLateral: false,
  placeholder: () => '?',
  identifier: (name) => `\`${name.replaceAll('`', '``')}\``,
  comparable: (_part, column) => column,
  value,
  inKeys: (parts, columns, keys, bindings) => {
    const tuples = padded(keys).map((key) => {
      const values = parts.map((part, i) => value(part, key[i] ?? '', bindings));
      return parts.length === 1 ? values.join('') : `(${values.join(', ')})`;
    });
    return `${columns.length === 1 ? columns.join('') : `(${columns.join(', ')})`} in (${tuples.join(', ')})`;
  },
  keyBindings: (_parts, keys) => padded(keys).flat(),
  keysText: paddedSize,
  // Bytes of UTF-8 are in the order of code points; the *_bin collations of older servers ignore trailing blanks.
  codePoints: (part, column) => (isText(part) ? `cast(convert(${column} using utf8mb4) as binary)` : column),
  codePointsValue: (part, native, bindings) =>
    isText(part) ? `cast(${bindings.add(native)} as binary)` : value(part, native, bindings),
  keyText: (parts, columns) =>
    `cast(concat(${columns.map((column, i) => textOf(parts[i], column)).join(", '~', ")}) as binary)`,
  keyTextValue: (text, bindings) => `cast(${bindings.add(text)} as binary)`,
  orderTerm: (expression, direction, isNullable) =>
    `${isNullable ? `${expression} is null, ` : ''}${expression} ${direction}`,
  sum: (part, column) =>
    ['integer', 'decimal'].includes(typeClass('mysql', part.type))
      ? `sum(${column})`
      : `sum(cast(${column} as decimal(65, 10)))`,
};
