import type { ResultColumn } from '../../database/database.ts';
import { canonicalName } from './check-columns.ts';
import { databaseWords, ok, skipped, warning } from './check-context.ts';
import type { MappingCheck, Outcome } from './check-context.ts';
import { quoted } from './check-key.ts';
import { fullScans } from './full-scans.ts';

/**
 * The hub asks a relation by its first key column and by the keys of its parents. Each of these predicates, put around
 * the mapping, must reach an index of the legacy system. A warning only: small systems live without.
 */
export async function checkPushedDown(
  check: MappingCheck,
  columns: readonly ResultColumn[],
  rows: number | null,
): Promise<Outcome[]> {
  const { relation, database, options, mapping, places } = check;
  if (check.isFeed) return [skipped('feeds are read whole')];
  if (rows === 0) return [skipped('no rows')];
  const asked = Object.keys(relation.columns).filter((name) => {
    const column = relation.columns[name];
    return name === relation.key[0] || (column?.kind === 'key' && column.required && !relation.key.includes(name));
  });
  const warnings: Outcome[] = [];
  for (const name of asked) {
    const parts = columns.filter((c) => canonicalName(check, c.name) === name);
    const list = parts.map((c) => `r.${quoted(check, c.name)}`).join(', ');
    const [row] = await database.query(
      { sql: `select ${list} from (\n${mapping.sql}\n) r limit 1`, bindings: [] },
      options,
    );
    if (!row) return [skipped('no rows')];
    const sign = (i: number): string => (database.dialect === 'postgres' ? `$${i + 1}` : '?');
    const predicate = parts.map((c, i) => `r.${quoted(check, c.name)} = ${sign(i)}`).join(' and ');
    const bindings = parts.map((c) => row[c.name] ?? null);
    const sql = `select ${list} from (\n${mapping.sql}\n) r where ${predicate}`;
    try {
      const scans = fullScans(database.dialect, await database.explain({ sql, bindings }, options), rows);
      if (scans.length > 0)
        warnings.push(
          warning({
            ...places.of(name),
            expected: `an index that serves ${name}`,
            found: `${[...new Set(scans)].join(', ')} is read whole for each request by ${name}`,
            action:
              'select the indexed legacy column as it is; avoid DISTINCT, GROUP BY and window functions around it; or ask for an index',
          }),
        );
    } catch (error) {
      warnings.push(
        warning({
          ...places.of(name),
          expected: `a plan for a request by ${name}`,
          found: `the database does not explain it: ${databaseWords(error)}`,
          action: 'grant what EXPLAIN needs (SHOW VIEW in MySQL), or look at the plan yourself',
        }),
      );
    }
  }
  return warnings.length > 0 ? warnings : [ok(`an index serves ${asked.join(', ')}, or the tables are small`)];
}
