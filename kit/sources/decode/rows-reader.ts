import { objectMaker } from '../../database/object-maker.ts';
import type { Fields, RowReader } from '../../database/row-reader.ts';
import type { Relation, Row } from '../../relation.ts';
import type { RowsPlan } from '../../sql/plan.ts';
import type { FetchedRow } from '../source.ts';
import { PlanReader } from './plan-reader.ts';
import type { RowDecoder } from './row-decoder.ts';
import { textOf } from './text.ts';

const notYet = (): undefined => undefined;

/** Answers to one plan -> fetched rows, which have room for properties that are set later. */
export function rowsReader(
  { columns, by, order = [], relation, withoutPlaces = false }: RowsPlan,
  decoder: RowDecoder,
  system: string,
  later: readonly string[] = [],
): RowReader<FetchedRow> {
  const parent = by?.column ?? null;
  const cursorColumns = [...order.map((term) => term.column), ...relation.key];
  const names = [...new Set([...columns, ...(parent === null ? [] : [parent]), ...cursorColumns])];
  return new PlanReader((answered) => {
    const toRow = objectMaker<Fields, unknown>(
      ['system', ...names, ...later],
      [() => system, ...names.map((name) => decoder.reader(name, answered)), ...later.map(() => notYet)],
    );
    const raws = withoutPlaces ? [] : cursorColumns.map((name) => decoder.rawReader(name, answered));
    return (fields) => {
      const row = toRow(fields) as Row;
      const raw = raws.length === 0 ? nothing : raws.map((read) => read(fields));
      return new ReadRow(row, parent === null ? '' : String(row[parent] as string), raw, cursorColumns);
    };
  });
}

const nothing: readonly null[] = [];

/** What a cursor needs beside the raw values is made when it is asked for: most rows are neither merged nor pointed to. */
class ReadRow<R extends Relation> implements FetchedRow<R> {
  #decoded: readonly (string | null)[] | null = null;

  constructor(
    readonly row: Row<R>,
    readonly parent: string,
    readonly raw: readonly (string | null)[],
    private readonly cursor: readonly string[],
  ) {}

  get decoded(): readonly (string | null)[] {
    const row: Readonly<Record<string, unknown>> = this.row;
    return (this.#decoded ??= this.cursor.map((column) => textOf(row[column])));
  }
}
