import type { RawRow, ResultColumn } from '../../database/database.ts';
import { canonicalName } from './check-columns.ts';
import { failure, isTimeout, ok, warning } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';

/** Rows that are looked at: enough for most systems, and bounded for the rest. */
export const mostRows = 200_000;

export interface KeyOutcome {
  readonly outcomes: Outcome[];
  /** Rows that were read; null when it took too long. */
  readonly rows: number | null;
}

/** The key is unique, and required columns hold no null, over the rows (or the first of them). */
export async function checkKey(
  check: MappingCheck,
  columns: readonly ResultColumn[],
  limit = mostRows,
): Promise<KeyOutcome> {
  const { relation, database, options, places } = check;
  const named = columns.map((c) => ({ name: c.name, canonical: canonicalName(check, c.name) ?? '' }));
  const required = named.filter((c) => relation.columns[c.canonical]?.required === true);
  const key = named.filter((c) => relation.key.includes(c.canonical));
  const quote = (name: string): string => quoted(check, name);
  const list = (of: readonly { name: string }[]): string => of.map((c) => quote(c.name)).join(', ');
  const rows = (of: readonly { name: string }[]): string =>
    `select ${list(of)} from (\n${check.mapping.sql}\n) r limit ${limit}`;

  const counts = required.map((c, i) => `sum(case when s.${quote(c.name)} is null then 1 else 0 end) as nulls_${i}`);
  const ask = async (sql: string): Promise<RawRow> => (await database.query({ sql, bindings: [] }, options))[0] ?? {};
  try {
    const nulls = await ask(`select ${['count(*) as row_count', ...counts].join(', ')} from (${rows(required)}) s`);
    const twice = await ask(
      `select count(*) as key_count, sum(d.n) as row_count from (select count(*) as n from (${rows(key)}) s group by ${list(key)} having count(*) > 1) d`,
    );
    const total = Number(nulls['row_count'] ?? 0);
    const scope = total >= limit ? `the first ${limit} rows` : `${total} rows`;
    const outcomes: Outcome[] = required.flatMap((c, i) => {
      const count = Number(nulls[`nulls_${i}`] ?? 0);
      if (count === 0) return [];
      const action = `leave such rows out (where ... is not null), or select another column as ${c.name}`;
      return [
        failure({
          ...places.of(c.name),
          expected: `${c.name} is never null`,
          found: `${count} nulls in ${scope}`,
          action,
        }),
      ];
    });
    const duplicates = Number(twice['key_count'] ?? 0);
    const names = key.map((c) => c.name).join(', ');
    if (duplicates > 0)
      outcomes.push(
        failure({
          ...places.of(relation.key[0] ?? ''),
          expected: `one row per ${names}`,
          found: `${duplicates} keys stand for ${twice['row_count'] ?? '?'} rows, in ${scope}`,
          action: `look for a join that multiplies rows: select ${names}, count(*) ... group by ${names} having count(*) > 1`,
        }),
      );
    if (outcomes.length === 0)
      outcomes.push(ok(`unique and complete in ${scope}${total >= limit ? ' (only these were looked at)' : ''}`));
    return { outcomes, rows: total };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const found = `not known: counting took longer than ${options.timeoutMs} ms`;
    return {
      outcomes: [
        warning({
          ...places.at(0),
          expected: 'a unique key',
          found,
          action: 'raise limits.statementTimeout for the check, or look yourself',
        }),
      ],
      rows: null,
    };
  }
}

export const quoted = ({ database }: MappingCheck, name: string): string => {
  const sign = database.dialect === 'mysql' ? '`' : '"';
  return sign + name.replaceAll(sign, sign + sign) + sign;
};
