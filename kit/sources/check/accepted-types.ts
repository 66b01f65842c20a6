import type { Dialect } from '../../database/database.ts';
import type { ColumnKind } from '../../relation.ts';
import type { TypeClass } from '../../sql/native/type-class.ts';

/** Native types that a kind of column may come in; the rest must be converted in the mapping. */
const accepted: Readonly<Record<ColumnKind, ReadonlySet<TypeClass>>> = {
  key: new Set(['integer', 'decimal', 'text', 'uuid', 'date', 'timestamp', 'timestamptz', 'bytes', 'other']),
  text: new Set([
    'text',
    'uuid',
    'integer',
    'decimal',
    'float',
    'boolean',
    'date',
    'timestamp',
    'timestamptz',
    'other',
  ]),
  texts: new Set(['text']),
  integer: new Set(['integer', 'decimal']),
  decimal: new Set(['decimal', 'integer']),
  instant: new Set(['timestamp', 'timestamptz', 'date']),
  date: new Set(['date', 'timestamp', 'timestamptz']),
  boolean: new Set(['boolean', 'integer', 'bit']),
  code: new Set(['text', 'other']),
};

/** In the words of an error. */
export const acceptedInWords: Readonly<Record<ColumnKind, string>> = {
  key: 'an identifier in its native type (whole number, text, uuid, bytes)',
  text: 'a text',
  texts: 'a text with one value per line',
  integer: 'a whole number',
  decimal: 'an exact decimal number',
  instant: 'a date with time',
  date: 'a date',
  boolean: 'a boolean, or 0 and 1',
  code: 'a text with one of the listed codes',
};

/** SQLite has no types for expressions and keeps dates and decimals as text: there the sample rows decide. */
export const isAccepted = (dialect: Dialect, kind: ColumnKind, type: TypeClass): boolean =>
  accepted[kind].has(type) || (dialect === 'sqlite' && type === 'text');

const doubtful: Readonly<Partial<Record<ColumnKind, ReadonlySet<TypeClass>>>> = {
  integer: new Set(['float']),
  decimal: new Set(['float']),
  boolean: new Set(['text']),
};

/** Values may decode, but cents get lost or `Y` is no truth value: a warning, and the sample rows decide. */
export const isDoubtful = (kind: ColumnKind, type: TypeClass): boolean => doubtful[kind]?.has(type) === true;

type Advice = Readonly<Record<Dialect, string>>;

const same = (text: string): Advice => ({ postgres: text, mysql: text, sqlite: text });

const toInteger: Advice = { postgres: 'cast(x as bigint)', mysql: 'cast(x as signed)', sqlite: 'cast(x as integer)' };
const toDecimal: Advice = {
  postgres: 'cast(x as numeric(18,2))',
  mysql: 'cast(x as decimal(18,2))',
  sqlite: "printf('%.2f', x)",
};
const numberToInstant: Advice = {
  postgres: "to_timestamp(x) for seconds since 1970, to_timestamp(x::text, 'YYYYMMDDHH24MISS')::timestamp for digits",
  mysql:
    "convert_tz(from_unixtime(x), '+00:00', '<zone of the source>') for seconds since 1970, str_to_date(x, '%Y%m%d%H%i%s') for digits",
  sqlite: "strftime('%Y-%m-%dT%H:%M:%SZ', x, 'unixepoch') for seconds since 1970",
};
const textToInstant: Advice = {
  postgres: "to_timestamp(x, 'YYYY-MM-DD HH24:MI:SS')::timestamp",
  mysql: "str_to_date(x, '%Y-%m-%d %H:%i:%s')",
  sqlite: 'datetime(x)',
};
const numberToDate: Advice = {
  postgres: "to_date(x::text, 'YYYYMMDD')",
  mysql: "str_to_date(x, '%Y%m%d')",
  sqlite: "substr(x, 1, 4) || '-' || substr(x, 5, 2) || '-' || substr(x, 7, 2)",
};
const textToDate: Advice = {
  postgres: "to_date(x, 'YYYY-MM-DD')",
  mysql: "str_to_date(x, '%Y-%m-%d')",
  sqlite: 'date(x)',
};
const toTruth: Advice = same("x = 'Y', with the value that means true");
const toCode: Advice = same("case x when 1 then 'OPEN' ... else 'UNKNOWN' end");
const bytesToText: Advice = {
  postgres: "convert_from(x, 'UTF8')",
  mysql: 'convert(x using utf8mb4)',
  sqlite: 'cast(x as text)',
};
const toLines: Advice = {
  postgres: "array_to_string(x, E'\\n') for an array, x::text otherwise",
  mysql: "concat_ws('\\n', x, y)",
  sqlite: 'x || char(10) || y',
};

const conversions: Readonly<Partial<Record<ColumnKind, Partial<Record<TypeClass, Advice>> & { rest: Advice }>>> = {
  key: { rest: same('another column: a key of this type does not compare exactly') },
  text: { rest: bytesToText },
  texts: { rest: toLines, bytes: bytesToText },
  integer: { rest: toInteger },
  decimal: { rest: toDecimal },
  instant: {
    rest: textToInstant,
    integer: numberToInstant,
    decimal: numberToInstant,
    float: numberToInstant,
  },
  date: { rest: textToDate, integer: numberToDate, decimal: numberToDate },
  boolean: { rest: toTruth },
  code: { rest: toCode, bytes: bytesToText },
};

/** How a value of an unfit type becomes one of the kind, as SQL of the dialect. `x` is the legacy column. */
export function conversion(dialect: Dialect, kind: ColumnKind, type: TypeClass): string {
  const options = conversions[kind];
  return (options?.[type] ?? options?.rest)?.[dialect] ?? '';
}
