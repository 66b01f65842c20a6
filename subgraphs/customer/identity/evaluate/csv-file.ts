import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import type { ProblemList } from './dataset-problems.ts';

/** One row below the header. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line on which it begins, counted from 1. */
  readonly line: number;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, with or without byte order mark) row by row: `onHeader` once, then `onRow`. Rows of
 * another length than the header and anything that is no CSV are problems.
 */
export async function readCsv(
  file: string,
  problems: ProblemList,
  { onHeader, onRow }: { onHeader: (names: readonly string[]) => void; onRow: (row: CsvRow) => void },
): Promise<void> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const input = createReadStream(file);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let header: readonly string[] | null = null;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const begins = line;
      line = info.lines + 1;
      if (header === null) {
        header = record.map((name) => name.trim());
        onHeader(header);
      } else if (record.length === header.length) onRow({ cells: record, line: begins });
      else
        problems.add({
          file,
          line: begins,
          column: 1,
          expected: `${String(header.length)} cells, as the header has`,
          found: String(record.length),
          action: 'put cells with commas, quotes or line feeds in double quotes',
        });
    }
    if (header === null) onHeader([]);
  } catch (error) {
    const place = { file, line, column: 1 };
    if (error instanceof CsvError)
      problems.add({
        ...place,
        expected: 'CSV as of RFC 4180',
        found: `a row that is none (${error.code})`,
        action: 'double the quotes inside of quoted cells, and close every quote',
      });
    else
      problems.add({
        ...place,
        line: 1,
        expected: 'a file that can be read',
        found: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no file' : 'none that can be read',
        action: 'add the file, or correct its name in dataset.yaml',
      });
  }
}
