import { typeClass } from '../native/type-class.ts';
import { padded, paddedSize, type SqlDialect } from './dialect.ts';

const value: SqlDialect['value'] = (part, native, bindings) =>
  typeClass('sqlite', part.type) === 'decimal' ? `cast(${bindings.add(native)} as numeric)` : bindings.add(native);

export const sqlite: SqlDialect = {
  name: 'sqlite',
  hasLateral: false,
  placeholder: () => '?',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  comparable: (_part, column) => column,
  value,
  inKeys: (parts, columns, keys, bindings) => {
    const tuples = padded(keys).map((key) => {
      const values = parts.map((part, i) => value(part, key[i] ?? '', bindings));
      return parts.length === 1 ? values.join('') : `(${values.join(', ')})`;
    });
    return columns.length === 1
      ? `${columns.join('')} in (${tuples.join(', ')})`
      : `(${columns.join(', ')}) in (values ${tuples.join(', ')})`;
  },
  keyBindings: (_parts, keys) => padded(keys).flat(),
  keysText: paddedSize,
  codePoints: (part, column) => (typeClass('sqlite', part.type) === 'text' ? `${column} collate binary` : column),
  codePointsValue: value,
  keyText: (_, columns) =>
    `(${columns.map((c) => `replace(replace(${c}, '%', '%25'), '~', '%7E')`).join(" || '~' || ")})`,
  keyTextValue: (text, bindings) => bindings.add(text),
  orderTerm: (expression, direction, isNullable) => `${expression} ${direction}${isNullable ? ' nulls last' : ''}`,
  sum: (_part, column) => `sum(${column})`,
};
