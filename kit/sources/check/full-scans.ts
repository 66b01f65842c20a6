import type { Dialect } from '../../database/database.ts';

/** Tables smaller than this may be read whole: the database would not use an index anyway. */
export const smallTable = 10_000;
/** Cost of a sequential scan of about so many rows, in PostgreSQL's units. */
const smallCost = 300;

/** Tables that a plan reads from end to end although they are large. `rows`: how many rows the mapping has, if known. */
export function fullScans(dialect: Dialect, plan: string, rows: number | null): string[] {
  switch (dialect) {
    case 'postgres':
      return [...plan.matchAll(/Seq Scan on (\S+)[^\n]*?cost=[\d.]+\.\.([\d.]+)/g)]
        .filter((m) => Number(m[2]) > smallCost)
        .map((m) => m[1] ?? '');
    case 'mysql':
      return mysqlScans(JSON.parse(plan));
    case 'sqlite':
      return rows !== null && rows < smallTable
        ? []
        : [...plan.matchAll(/^SCAN (?:TABLE )?(\S+)/gm)].map((m) => m[1] ?? '');
  }
}

/** MySQL and MariaDB write other trees, but call the same things by the same names. */
function mysqlScans(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const scans = Object.values(node).flatMap(mysqlScans);
  if (!('access_type' in node) || (node.access_type !== 'ALL' && node.access_type !== 'index')) return scans;
  const rows = 'rows_examined_per_scan' in node ? node.rows_examined_per_scan : 'rows' in node ? node.rows : 0;
  const name = 'table_name' in node && typeof node.table_name === 'string' ? node.table_name : 'a table';
  // Derived tables have no index of their own; the tables below them are in the tree as well.
  return Number(rows) >= smallTable && !/^<derived/.test(name) ? [...scans, name] : scans;
}
