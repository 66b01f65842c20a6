import type { RowReader } from '../../database/row-reader.ts';
import { TextRows } from '../../database/text-rows.ts';
import { alongColumn, alongParts, type Companion } from '../../sql/along.ts';
import type { RowsPlan } from '../../sql/plan.ts';
import type { FetchedRow } from '../source.ts';
import type { Alongside } from '../companions.ts';
import { PlanReader, type Read } from './plan-reader.ts';
import type { RowDecoder } from './row-decoder.ts';
import { rowsReader } from './rows-reader.ts';
import { tooManyRows } from './too-many-rows.ts';

/** The rows that came along with one row; an Error where one of them can't be read. */
export type CameAlong = readonly FetchedRow['row'][] | Error;

/** Reads the rows of a plan with those that come along with each: at most `limit` of each kind in all. */
export function alongReader(
  plan: RowsPlan,
  parent: RowDecoder,
  along: readonly Alongside[],
  { system, limit }: { readonly system: string; readonly limit: number },
): RowReader<FetchedRow> {
  const names = along.map(({ companion }) => companion.along.name);
  const rows = rowsReader(plan, parent, system, names);
  const plans = new PlanReader((columns) => {
    const readers = along.map(({ companion, decoder }, n) => ({
      at: columns.indexOf(alongColumn(n)),
      name: companion.along.name,
      keyOf: parent.reader(companion.along.equals, columns),
      relation: companion.along.relation.name,
      readOne: readerOf(companion, decoder, system),
      fields: [],
    }));
    return () => readers;
  });
  return {
    of(columns) {
      const read = rows.of(columns);
      const readers = plans.of(columns)([]);
      const left = readers.map(() => limit);
      return (fields) => {
        const fetched = read(fields);
        const row = fetched.row as Record<string, unknown>;
        for (let n = 0; n < readers.length; n++) {
          const one = readers[n];
          if (!one) continue;
          const came = cameAlong(fields[one.at] ?? null, one.keyOf(fields), one);
          const more = (left[n] ?? 0) - (came instanceof Error ? 0 : came.length);
          left[n] = more;
          row[one.name] = more < 0 ? tooManyRows(system, limit, one.relation) : came;
        }
        return fetched;
      };
    },
  };
}

function readerOf(companion: Companion, decoder: RowDecoder, system: string): Read<FetchedRow> {
  const { relation, columns, column, order = [] } = companion.along;
  const plan: RowsPlan = { kind: 'rows', relation, columns, order, by: { column, keys: [] }, withoutPlaces: true };
  return rowsReader(plan, decoder, system).of(alongParts(companion).map(({ name }) => name));
}

interface OneReader {
  readonly readOne: Read<FetchedRow>;
  /** Of the row that is being read. */
  readonly fields: (string | null)[];
}

function cameAlong(text: string | null, key: unknown, { readOne, fields }: OneReader): CameAlong {
  if (text === null) return [];
  const own = String(key);
  const rows: FetchedRow['row'][] = [];
  try {
    for (const read = new TextRows(text); read.next(fields);) {
      const { parent, row } = readOne(fields);
      // Keys that the system takes for equal, but that are not the same text, are not the same key.
      if (parent === own) rows.push(row);
    }
    return rows;
  } catch (fault) {
    return fault instanceof Error ? fault : new Error('fault', { cause: fault });
  }
}
