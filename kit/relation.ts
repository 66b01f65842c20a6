/**
 * Canonical relations: what a subgraph reads, in the hub's own words. A legacy system serves a relation with one SELECT
 * (`sources/<system>/<relation>.sql`) whose columns have these names. Nothing above a source knows a legacy name.
 */

/**
 * What a column holds, as the hub reads it:
 * - `key`      an identifier in its legacy native type (bound natively, never cast); text in the graph
 * - `text`     text; empty or blank text reads as null
 * - `texts`    several values in one text, separated by line feeds; reads as a list (empty when null)
 * - `integer`  whole number up to 2^53
 * - `decimal`  exact decimal, as text from database to JSON
 * - `instant`  point in time, ISO 8601 in UTC; a column without time zone is read in the source's time zone
 * - `date`     calendar date, `YYYY-MM-DD`
 * - `boolean`  truth value; 0/1 and f/t are accepted
 * - `code`     one of the listed values; anything else reads as `UNKNOWN` and is counted
 */
export type ColumnKind = 'key' | 'text' | 'texts' | 'integer' | 'decimal' | 'instant' | 'date' | 'boolean' | 'code';

export interface Column<K extends ColumnKind = ColumnKind, Required extends boolean = boolean> {
  readonly kind: K;
  /** Required columns must be selected by every mapping and hold no null. Others may be left out of a mapping (null). */
  readonly required: Required;
  readonly description: string;
  /** Values of a `code` column, without `UNKNOWN`, which every code column has. */
  readonly values: readonly string[];
}

export type Columns = Readonly<Record<string, Column>>;

export interface Relation<C extends Columns = Columns> {
  /** File name without `.sql`, kebab-case plural. */
  readonly name: string;
  readonly description: string;
  readonly columns: C;
  /** Columns that identify a row within one system; all required. */
  readonly key: readonly string[];
}

interface Decoded {
  key: string;
  text: string;
  texts: readonly string[];
  integer: number;
  decimal: string;
  instant: string;
  date: string;
  boolean: boolean;
  code: string;
}

/** A decoded row of a relation; every row also tells the system that it came from. */
export type Row<R extends Relation = Relation> = { readonly system: string } & {
  readonly [N in keyof R['columns']]: R['columns'][N] extends Column<infer K, infer Q>
    ? K extends 'texts'
      ? Decoded[K]
      : Q extends true
        ? Decoded[K]
        : Decoded[K] | null
    : never;
};

type Make<K extends ColumnKind> = ((description: string) => Column<K, false>) & {
  required: (description: string) => Column<K, true>;
};

function maker<K extends ColumnKind>(kind: K): Make<K> {
  const optional = (description: string): Column<K, false> => ({ kind, required: false, description, values: [] });
  const required = (description: string): Column<K, true> => ({ kind, required: true, description, values: [] });
  return Object.assign(optional, { required });
}

export const key = maker('key');
export const text = maker('text');
export const texts = maker('texts');
export const integer = maker('integer');
export const decimal = maker('decimal');
export const instant = maker('instant');
export const date = maker('date');
export const boolean = maker('boolean');

/** A code column reads null as null and anything unlisted as `UNKNOWN`. */
export function code(values: readonly string[], description: string): Column<'code', false> {
  return { kind: 'code', required: false, description, values };
}

export function relation<const C extends Columns>(definition: {
  name: string;
  description: string;
  key: readonly (keyof C & string)[];
  columns: C;
}): Relation<C> {
  for (const column of definition.key)
    if (definition.columns[column]?.required !== true)
      throw new Error(`relation ${definition.name}: key column ${column} must be declared and required`);
  return definition;
}
