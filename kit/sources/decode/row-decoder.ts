import { HubError } from '../../errors/hub-error.ts';
import type { Column, Relation } from '../../relation.ts';
import { encodeKey } from '../../sql/key.ts';
import type { Part, Shape } from '../../sql/shape.ts';
import type { Read } from './plan-reader.ts';
import { decodeValue, isPadded, type Decoded } from './value.ts';

export interface DecoderOptions {
  readonly system: string;
  readonly relation: Relation;
  readonly shape: Shape;
  readonly timeZone: string;
  /** Called for each code that is not listed. */
  readonly onUnknownCode: (column: string) => void;
}

/** A physical column and its place among those of an answer. */
interface Placed extends Part {
  readonly at: number;
}

/** char(n) loses its padding in a key text. */
const trimmed = (type: string, raw: string | null): string | null =>
  raw !== null && isPadded(type) ? raw.trimEnd() : raw;

/** The key text of a composite key. */
const compositeReader =
  (definition: Column, parts: readonly Placed[], timeZone: string): Read<string | null> =>
  (fields) =>
    encodeKey(
      parts.map(({ at, type }) => {
        const raw = fields[at] ?? null;
        return raw === null ? null : (decodeValue(definition, type, raw, timeZone) as string);
      }),
    );

/**
 * Rows of one relation in one system -> canonical values. Reading functions are made for answers with certain columns, so that
 * a row costs no looking up. Errors name system, relation and column, never the value.
 */
export class RowDecoder {
  constructor(private readonly options: DecoderOptions) {}

  /** Reads the raw text of a column; of a composite key its key text. */
  rawReader(column: string, columns: readonly string[]): Read<string | null> {
    const parts = this.#placed(column, columns);
    const [part, ...more] = parts;
    if (!part) return () => null;
    if (more.length === 0) return (fields) => fields[part.at] ?? null;
    return (fields) => encodeKey(parts.map(({ type, at }) => trimmed(type, fields[at] ?? null)));
  }

  /** Reads the canonical value of a column. */
  reader(column: string, columns: readonly string[]): Read<Decoded> {
    const { relation, timeZone, onUnknownCode } = this.options;
    const definition = relation.columns[column];
    if (!definition) throw new Error(`relation ${relation.name} has no column ${column}`);
    const { kind, required } = definition;
    const none = kind === 'texts' ? [] : null;
    const check = (value: Decoded | undefined): Decoded => {
      if (value === undefined) throw this.invalid(column, `a value that is no ${kind}`);
      if (value === null && required) throw this.invalid(column, 'no value');
      return value;
    };
    const parts = this.#placed(column, columns);
    const [part] = parts;
    if (!part) return () => check(none);
    if (kind === 'key' && parts.length > 1) {
      const read = compositeReader(definition, parts, timeZone);
      return (fields) => check(read(fields));
    }
    const { at, type } = part;
    return (fields) => {
      const raw = fields[at] ?? null;
      if (raw === null) return check(none);
      const value = decodeValue(definition, type, raw, timeZone);
      if (value === 'UNKNOWN' && kind === 'code' && raw.trim() !== 'UNKNOWN') onUnknownCode(column);
      return value === undefined || value === null ? check(value) : value;
    };
  }

  /** The fault of a column; `found` must not be the value. */
  invalid(column: string, found: string): HubError {
    const { system, relation } = this.options;
    return new HubError(
      'LEGACY_DATA_INVALID',
      `System ${system} has ${found} in column ${column} of relation ${relation.name}.`,
      { system, relation: relation.name },
    );
  }

  #placed(column: string, columns: readonly string[]): Placed[] {
    return (this.options.shape.get(column) ?? []).map((part) => ({ ...part, at: columns.indexOf(part.name) }));
  }
}
