import type { RawRow } from '../../database/database.ts';
import { HubError } from '../../errors/hub-error.ts';
import type { Relation } from '../../relation.ts';
import { encodeKey } from '../../sql/key.ts';
import type { Shape } from '../../sql/shape.ts';
import { decodeValue, isPadded, type Decoded } from './value.ts';

export interface DecoderOptions {
  readonly system: string;
  readonly relation: Relation;
  readonly shape: Shape;
  readonly timeZone: string;
  /** Called for each code that is not listed. */
  readonly onUnknownCode: (column: string) => void;
}

/** char(n) loses its padding in a key text. */
const trimmed = (type: string, raw: string | null): string | null =>
  raw !== null && isPadded(type) ? raw.trimEnd() : raw;

/** Raw rows of one relation in one system -> canonical values. Errors name system, relation and column, never the value. */
export class RowDecoder {
  constructor(private readonly options: DecoderOptions) {}

  /** Raw text of a column; of a composite key its key text. */
  raw(row: RawRow, column: string): string | null {
    const parts = this.options.shape.get(column) ?? [];
    if (parts.length === 0) return null;
    if (parts.length === 1) return row[parts[0]?.name ?? ''] ?? null;
    return encodeKey(parts.map((part) => trimmed(part.type, row[part.name] ?? null)));
  }

  value(row: RawRow, column: string): Decoded {
    const { relation, shape, timeZone } = this.options;
    const definition = relation.columns[column];
    if (!definition) throw new Error(`relation ${relation.name} has no column ${column}`);
    const parts = shape.get(column) ?? [];
    let value: Decoded | undefined;
    if (definition.kind === 'key' && parts.length > 1) {
      const texts = parts.map((part) => {
        const raw = row[part.name] ?? null;
        return raw === null ? null : (decodeValue(definition, part.type, raw, timeZone) as string);
      });
      value = encodeKey(texts);
    } else {
      const raw = parts[0] ? (row[parts[0].name] ?? null) : null;
      value =
        raw === null
          ? definition.kind === 'texts'
            ? []
            : null
          : decodeValue(definition, parts[0]?.type ?? '', raw, timeZone);
    }
    if (value === undefined) throw this.#invalid(column, `a value that is no ${definition.kind}`);
    if (value === null && definition.required) throw this.#invalid(column, 'no value');
    if (value === 'UNKNOWN' && definition.kind === 'code' && this.raw(row, column)?.trim() !== 'UNKNOWN')
      this.options.onUnknownCode(column);
    return value;
  }

  row(row: RawRow, columns: readonly string[]): Record<string, Decoded> {
    const decoded: Record<string, Decoded> = { system: this.options.system };
    for (const column of columns) decoded[column] = this.value(row, column);
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
