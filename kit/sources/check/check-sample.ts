import type { RequestContext } from '../../context.ts';
import type { ResultColumn } from '../../database/database.ts';
import { HubError } from '../../errors/hub-error.ts';
import type { Row } from '../../relation.ts';
import type { Source } from '../source.ts';
import { canonicalName } from './check-columns.ts';
import { databaseWords, failure, ok, skipped, warning } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';

/** Rows that are decoded. */
export const sampleRows = 200;

export interface Sample {
  readonly outcomes: Outcome[];
  readonly rows: readonly Row[];
}

/** The first rows go through the same code as those of a query: values decode, and codes are known. */
export async function checkSample(
  check: MappingCheck,
  columns: readonly ResultColumn[],
  source: Source,
  context: RequestContext,
): Promise<Sample> {
  const { relation, places } = check;
  const names = [...new Set(columns.map((c) => canonicalName(check, c.name)))].filter((n) => n !== null);
  try {
    const first = Math.min(sampleRows, check.definition.limits.rows);
    const fetched = await source.rows({ kind: 'rows', relation, columns: names, first }, context);
    const rows = fetched.map((f) => f.row);
    if (rows.length === 0) return { outcomes: [skipped('no rows')], rows };
    const unknown = names.flatMap((name) => {
      const column = relation.columns[name];
      if (column?.kind !== 'code') return [];
      const count = rows.filter((row) => valueOf(row, name) === 'UNKNOWN').length;
      if (count === 0) return [];
      return [
        warning({
          ...places.of(name),
          expected: `${name} is one of ${column.values.join(', ')}`,
          found: `UNKNOWN in ${count} of ${rows.length} rows`,
          action: 'add the legacy codes that are missing to the CASE of the mapping',
        }),
      ];
    });
    return { outcomes: unknown.length > 0 ? unknown : [ok(`${rows.length} rows decode`)], rows };
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'LEGACY_DATA_INVALID') throw error;
    const outcome = failure({
      ...places.at(0),
      expected: `values that fit ${relation.name}`,
      found: error.cause === undefined ? error.message : `${error.message} ${databaseWords(error)}`,
      action: 'convert the value in the mapping, or leave such rows out',
    });
    return { outcomes: [outcome], rows: [] };
  }
}

export const valueOf = (row: Row, name: string): unknown => (row as Readonly<Record<string, unknown>>)[name];
