import type { Dialect } from '../../database/database.ts';
import type { Bindings } from '../bindings.ts';
import type { Native } from '../native/to-native.ts';
import type { Part } from '../shape.ts';

/** A key, part by part, bound natively. */
export type NativeKey = readonly Exclude<Native, undefined>[];

/** What differs between SQL dialects, as text. Expressions name columns as `alias.column`. */
export interface SqlDialect {
  readonly name: Dialect;
  /** Whether first N per parent is a lateral join (one array per key part) or a window function. */
  readonly hasLateral: boolean;
  placeholder(n: number): string;
  identifier(name: string): string;
  /** The column as values are compared with it; `alias.column` but for types that are compared as text. */
  comparable(part: Part, column: string): string;
  /** A bound value of the column's native type. */
  value(part: Part, native: Exclude<Native, undefined>, bindings: Bindings): string;
  /** `column = one of`; the keys are distinct and at least one. */
  inKeys(parts: readonly Part[], columns: readonly string[], keys: readonly NativeKey[], bindings: Bindings): string;
  /** What `inKeys` binds for such keys, in its order. Numbers of keys with one `keysText` have one text. */
  keyBindings(parts: number, keys: readonly NativeKey[]): unknown[];
  keysText(keys: number): number;
  /** The column in the order of code points, whatever the collation of the system; others as they are. */
  codePoints(part: Part, column: string): string;
  /** A bound text to be compared with `codePoints`. */
  codePointsValue(part: Part, native: Exclude<Native, undefined>, bindings: Bindings): string;
  /** The key text (`encodeKey`) of a composite key, in the order of code points, and a bound one to compare with it. */
  keyText(parts: readonly Part[], columns: readonly string[]): string;
  keyTextValue(text: string, bindings: Bindings): string;
  /** Order term with nulls last. `isNullable` false leaves the index order usable. */
  orderTerm(expression: string, direction: 'asc' | 'desc', isNullable: boolean): string;
  /** Exact sum. */
  sum(part: Part, column: string): string;
}

/** The next power of two. */
export const paddedSize = (keys: number): number => 2 ** Math.ceil(Math.log2(keys));

/** Keys padded to a power of two by repeating the last, so that few texts serve all sizes. */
export function padded(keys: readonly NativeKey[]): NativeKey[] {
  const size = paddedSize(keys.length);
  const last = keys.at(-1);
  return last ? [...keys, ...Array.from({ length: size - keys.length }, () => last)] : [];
}
