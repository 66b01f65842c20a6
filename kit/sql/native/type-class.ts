import type { Dialect } from '../../database/database.ts';

/** What matters about a native type when values are bound to it. `other` is compared as text. */
export type TypeClass =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'boolean'
  | 'uuid'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'bytes'
  | 'bit'
  | 'other';

const postgres: Readonly<Record<string, TypeClass>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  float4: 'float',
  float8: 'float',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  name: 'text',
  citext: 'text',
  bool: 'boolean',
  uuid: 'uuid',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  bytea: 'bytes',
};

const mysql: Readonly<Record<string, TypeClass>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  year: 'integer',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
  varchar: 'text',
  char: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'text',
  set: 'text',
  date: 'date',
  datetime: 'timestamp',
  // The session is in UTC, and that is how the server shows it.
  timestamp: 'timestamptz',
  binary: 'bytes',
  bit: 'bit',
};

/** SQLite has affinities, not types: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
function sqlite(type: string): TypeClass {
  if (/int/.test(type)) return 'integer';
  if (/char|clob|text/.test(type)) return 'text';
  if (/real|floa|doub/.test(type)) return 'float';
  if (/dec|num/.test(type)) return 'decimal';
  if (/bool/.test(type)) return 'boolean';
  if (/^date$/.test(type)) return 'date';
  if (/date|time/.test(type)) return 'timestamp';
  return 'text';
}

export function typeClass(dialect: Dialect, type: string): TypeClass {
  switch (dialect) {
    case 'postgres':
      return postgres[type] ?? 'other';
    case 'mysql':
      return mysql[type.replace(' unsigned', '')] ?? 'other';
    case 'sqlite':
      return sqlite(type);
  }
}
