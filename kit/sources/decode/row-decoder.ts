import type { RawRow } from '../../database/database.ts';
import { HubError } from '../../errors/hub-error.ts';
import type { Column, Relation } from '../../relation.ts';
import { encodeKey } from '../../sql/key.ts';
import type { Part, Shape } from '../../sql/shape.ts';
import { decodeValue, isPadded, type Decoded } from './value.ts';

export interface DecoderOptions {
  readonly system: string;
  readonly relation: Relation;
  readonly shape: Shape;
  readonly timeZone: string;
  /** Called for each code that is not listed. */
  readonly onUnknownCode: (column: string) => void;
}

/** The canonical value of one column of a row. */
export type ReadValue = (row: RawRow) => Decoded;

/** char(n) loses its padding in a key text. */
const trimmed = (type: string, raw: string | null): string | null =>
  raw !== null && isPadded(type) ? raw.trimEnd() : raw;

/** Raw rows of one relation in one system -> canonical values. Errors name system, relation and column, never the value. */
export class RowDecoder {
  readonly #readers = new Map<string, ReadValue>();

  constructor(private readonly options: DecoderOptions) {}

  /** Raw text of a column; of a composite key its key text. */
  raw(row: RawRow, column: string): string | null {
    const parts = this.options.shape.get(column) ?? [];
    if (parts.length === 0) return null;
    if (parts.length === 1) return row[parts[0]?.name ?? ''] ?? null;
    return encodeKey(parts.map((part) => trimmed(part.type, row[part.name] ?? null)));
  }

  value(row: RawRow, column: string): Decoded {
    return this.reader(column)(row);
  }

  /** Reads one column; made once per column, so that a row costs no looking up. */
  reader(column: string): ReadValue {
    const known = this.#readers.get(column);
    if (known) return known;
    const read = this.#checked(column);
    this.#readers.set(column, read);
    return read;
  }

  #checked(column: string): ReadValue {
    const { relation } = this.options;
    const definition = relation.columns[column];
    if (!definition) throw new Error(`relation ${relation.name} has no column ${column}`);
    const read = this.#decoding(definition, this.options.shape.get(column) ?? []);
    const isCode = definition.kind === 'code';
    return (row) => {
      const value = read(row);
      if (value === undefined) throw this.#invalid(column, `a value that is no ${definition.kind}`);
      if (value === null && definition.required) throw this.#invalid(column, 'no value');
      if (isCode && value === 'UNKNOWN' && this.raw(row, column)?.trim() !== 'UNKNOWN')
        this.options.onUnknownCode(column);
      return value;
    };
  }

  #decoding(definition: Column, parts: readonly Part[]): (row: RawRow) => Decoded | undefined {
    const { timeZone } = this.options;
    const [part] = parts;
    const none = definition.kind === 'texts' ? [] : null;
    if (!part) return () => none;
    if (definition.kind === 'key' && parts.length > 1)
      return (row) =>
        encodeKey(
          parts.map(({ name, type }) => {
            const raw = row[name] ?? null;
            return raw === null ? null : (decodeValue(definition, type, raw, timeZone) as string);
          }),
        );
    const { name, type } = part;
    return (row) => {
      const raw = row[name] ?? null;
      return raw === null ? none : decodeValue(definition, type, raw, timeZone);
    };
  }

  row(row: RawRow, columns: readonly string[]): Record<string, Decoded> {
    const decoded: Record<string, Decoded> = { system: this.options.system };
    for (const column of columns) decoded[column] = this.reader(column)(row);
    return decoded;
  }

  #invalid(column: string, found: string): HubError {
    const { system, relation } = this.options;
    return new HubError(
      'LEGACY_DATA_INVALID',
      `System ${system} has ${found} in column ${column} of relation ${relation.name}.`,
      { system, relation: relation.name },
    );
  }
}
