import { expect, test } from 'vitest';
import { fullScans } from './full-scans.ts';

test.each([
  ['a large sequential scan', 'Seq Scan on ord o  (cost=0.00..407.00 rows=40 width=8)\n  Filter: (area = 7)', ['ord']],
  [
    'a parallel one below a join',
    'Hash Join  (cost=9..9 rows=1)\n  ->  Parallel Seq Scan on ord  (cost=0.00..9000.10 rows=1 width=4)',
    ['ord'],
  ],
  ['a small one', 'Seq Scan on code  (cost=0.00..1.40 rows=40 width=8)', []],
  ['an index', 'Index Scan using ord_cust_idx on ord o  (cost=0.29..812.40 rows=40 width=8)', []],
])('PostgreSQL: %s', (_, plan, tables) => {
  expect(fullScans('postgres', plan, null)).toEqual(tables);
});

const table = (more: object) =>
  JSON.stringify({ query_block: { nested_loop: [{ table: { table_name: 'ord', ...more } }] } });

test.each([
  ['a scan in the words of MySQL', table({ access_type: 'ALL', rows_examined_per_scan: 20_000 }), ['ord']],
  ['a scan in the words of MariaDB', table({ access_type: 'ALL', rows: 20_000 }), ['ord']],
  ['a scan of a whole index', table({ access_type: 'index', rows: 20_000 }), ['ord']],
  ['a small one', table({ access_type: 'ALL', rows: 20 }), []],
  ['an index', table({ access_type: 'ref', rows: 20_000 }), []],
  [
    'a scan inside a derived table',
    table({ access_type: 'ref', materialized: { table: { table_name: 'x', access_type: 'ALL', rows: 10_000 } } }),
    ['x'],
  ],
])('MySQL: %s', (_, plan, tables) => {
  expect(fullScans('mysql', plan, null)).toEqual(tables);
});

test.each([
  ['a scan of many rows', 'SCAN ord', 20_000, ['ord']],
  ['a scan of few rows', 'SCAN ord', 20, []],
  ['an index', 'SEARCH ord USING INDEX ord_cust (cust=?)', 20_000, []],
])('SQLite: %s', (_, plan, rows, tables) => {
  expect(fullScans('sqlite', plan, rows)).toEqual(tables);
});
