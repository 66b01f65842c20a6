/** Protocol type numbers -> the names that people write. Enum and set come as char. */
const names: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'tinyint',
  2: 'smallint',
  3: 'int',
  4: 'float',
  5: 'double',
  6: 'null',
  7: 'timestamp',
  8: 'bigint',
  9: 'mediumint',
  10: 'date',
  11: 'time',
  12: 'datetime',
  13: 'year',
  15: 'varchar',
  16: 'bit',
  245: 'json',
  246: 'decimal',
  247: 'enum',
  248: 'set',
  249: 'tinytext',
  250: 'mediumtext',
  251: 'longtext',
  252: 'text',
  253: 'varchar',
  254: 'char',
  255: 'geometry',
};

const unsignedFlag = 32;
/** Number of the `binary` character set: bytes, not text. */
const binaryCharset = 63;

export function mysqlTypeName(columnType: number, flags: number, charset: number): string {
  const name = names[columnType] ?? 'unknown';
  if (/int$/.test(name) && (flags & unsignedFlag) !== 0) return `${name} unsigned`;
  if (/char$|text$/.test(name) && charset === binaryCharset) return 'binary';
  return name;
}
