import { expect, test } from 'vitest';
import type { Dialect } from '../../database/database.ts';
import { customers, orders } from '../fixtures/made-hub.ts';
import { readMapping } from './read-mapping.ts';

const rest = 'o.cust as account_id, o.dt as placed_at';
const feed = (sql: string) => readMapping(sql, { relation: customers, isFeed: true }, null);
const read = (sql: string, dialect: Dialect | null = null) =>
  readMapping(sql, { relation: orders, isFeed: false }, dialect);
/** «found | action» of each finding of a mapping of orders. */
const findings = (sql: string, dialect: Dialect | null = null): string[] =>
  read(sql, dialect).findings.map((f) => `${f.found} | ${f.action}`);

test.each([
  ['aliases with and without AS', `select o.id order_id, ${rest} from o`],
  ['plain columns', 'select order_id, o.account_id, s.o.placed_at from s.o'],
  ['quoted names', 'select "Id" as "order_id", `cust` as `account_id`, dt placed_at from o'],
  ['upper case', 'SELECT ID AS ORDER_ID, CUST AS ACCOUNT_ID, DT AS PLACED_AT FROM ORD'],
  [
    'WITH',
    `with o as (select *, count(*) from ord where x in (select y from z)) select id as order_id, ${rest} from o`,
  ],
  ['two CTEs', `with recursive a as (select 1), b(x) as materialized (select 2) select id as order_id, ${rest} from o`],
  ['UNION ALL', `select id as order_id, ${rest} from o union all select * from archive`],
  ['DISTINCT ON', `select distinct on (o.id, o.b) o.id as order_id, ${rest} from o`],
  ['is distinct from', `select id as order_id, ${rest}, a is distinct from b as is_paid from o`],
  [
    'from inside functions',
    `select id as order_id, ${rest}, extract(year from d) as line_count, substring(n for 3) as note from o`,
  ],
  [
    'casts of columns that are no keys',
    `select id as order_id, ${rest}, x::date as due_on, cast(y as decimal(10,2)) as total from o`,
  ],
  ['a cast without alias', `select order_id, account_id, placed_at::timestamptz from o`],
  ['a null as key that the system lacks', `select cast(null as integer) as order_id, ${rest} from o`],
  ['texts with signs in them', `select id as order_id, ${rest}, 'a;b -- c ? :d $1 ('')' as note from o`],
  ['dollar quotes', `select id as order_id, ${rest}, $q$it's; ? $1$q$ as note from o`],
  ['E texts', `select id as order_id, ${rest}, E'it\\'s;' as note from o`],
  ['backslashes of MySQL', `select id as order_id, ${rest}, 'it\\'s;' as note from o`],
  ['comments with signs in them', `select id as order_id, -- don't; ?\n ${rest} /* ' ( :x ; */ from o # why?\n`],
  ['slices and time zones', `select id as order_id, ${rest}, a[1:2] as note, d at time zone 'UTC' as due_on from o`],
  ['JSON operators', `select id as order_id, ${rest}, j #>> '{a,b}' as note, j->>'x' as total from o`],
  [
    'CASE over several codes',
    `select id as order_id, ${rest}, case when s in ('A','B') then 'OPEN' else 'UNKNOWN' end status from o`,
  ],
  [
    'words that only look like changes',
    `select o.update as order_id, ${rest}, replace(t, 'a', 'b') as note, (call) as total from o`,
  ],
  ['parts of a composite key', 'select a as order_id_1, b as order_id_2, c as account_id, d as placed_at from o'],
  ['parentheses around all', `(select id as order_id, ${rest} from o)`],
  ['a closing semicolon', `select id as order_id, ${rest} from o;;`],
])('accepts %s', (_, sql) => {
  expect(findings(sql)).toEqual([]);
});

test.each([
  ['nothing', '', 'an empty file | write a SELECT with the columns order_id'],
  ['a second statement', `select order_id, ${rest} from o; drop table o`, 'a second statement (DROP ...)'],
  ['a change', 'update o set x = 1', 'UPDATE | the hub only reads'],
  ['a call', 'call orders()', 'CALL | the hub only reads'],
  ['no SELECT', 'values (1)', 'VALUES | write one SELECT'],
  [
    'a change in WITH',
    `with x as (delete from o returning *) select order_id, ${rest} from x`,
    'DELETE, which changes data',
  ],
  ['a change after WITH', 'with x as (select 1) insert into o select * from x', 'INSERT, which changes data'],
  ['SELECT INTO', `select order_id, ${rest} into copy from o`, 'INTO, which writes'],
  ['INTO OUTFILE', `select order_id, ${rest} from o into outfile '/tmp/x'`, 'INTO, which writes'],
  ['FOR UPDATE', `select order_id, ${rest} from o for update`, 'FOR UPDATE | remove it'],
  ['FOR NO KEY UPDATE', `select order_id, ${rest} from o for no key update`, 'FOR NO KEY UPDATE'],
  ['FOR SHARE', `select order_id, ${rest} from o for share`, 'FOR SHARE'],
  ['LOCK IN SHARE MODE', `select order_id, ${rest} from o lock in share mode`, 'LOCK IN SHARE MODE'],
  ['a lock by function', `select order_id, ${rest} from o where get_lock('x', 1) = 1`, 'a call of get_lock()'],
  ['a sequence', `select nextval('s') as order_id, ${rest} from o`, 'a call of nextval()'],
  ['?', `select order_id, ${rest} from o where a = ?`, '? | remove it'],
  ['? in a list', `select order_id, ${rest} from o where a in (?, ?)`, '? | remove it'],
  ['$1', `select order_id, ${rest} from o where a = $1`, '$1 | remove it'],
  [':name', `select order_id, ${rest} from o where a = :name`, ':name | remove it'],
  ['*', 'select * from o', '* | name each column'],
  ['t.*', `select order_id, ${rest}, o.* from o`, '* | name each column'],
  ['an expression without name', `select order_id, ${rest}, sum(x) from o`, 'no name | add: as <one of'],
  ['CASE without name', `select order_id, ${rest}, case when a then b end from o`, 'no name | add: as <one of'],
  ['an unknown column', `select order_id, ${rest}, x as statuss from o`, 'statuss | did you mean status?'],
  [
    'a column far from any',
    `select order_id, ${rest}, x as zzzzzzzz from o`,
    'zzzzzzzz | rename or remove it; the columns are order_id',
  ],
  ['a quoted name in other case', `select x as "Order_Id", ${rest} from o`, 'Order_Id | did you mean order_id?'],
  [
    'a required column missing',
    'select order_id, account_id from o',
    'no such column | add: <legacy column> as placed_at (When it was placed.)',
  ],
  ['a column twice', `select order_id, ${rest}, a as total, b total from o`, 'total a second time'],
  [
    'a key cast with ::',
    `select id::text as order_id, ${rest} from o`,
    'a cast (::text) | remove the cast: it keeps the legacy system from using its index',
  ],
  ['a key cast with CAST', `select cast(o.id as varchar(10)) as order_id, ${rest} from o`, 'a cast (cast(...))'],
  ['a key converted', `select to_char(o.id, '999') order_id, ${rest} from o`, 'a cast (to_char(...))'],
  [
    'a key put together',
    `select a || '-' || b as order_id, ${rest} from o`,
    'give the parts as order_id_1, order_id_2',
  ],
  [
    'whole and parts',
    `select a as order_id, a as order_id_1, b as order_id_2, ${rest} from o`,
    'both | remove order_id',
  ],
  ['one part', `select a as order_id_1, ${rest} from o`, 'order_id_1 | rename it to order_id'],
  [
    'parts with a gap',
    `select a as order_id_1, b as order_id_3, ${rest} from o`,
    'order_id_1, order_id_3 | number the parts from 1',
  ],
  ['a part of what is no key', `select order_id, ${rest}, x as total_1 from o`, 'total_1 | did you mean total?'],
  [
    'a misspelt code',
    `select order_id, ${rest}, case a when 1 then 'SHIPED' end as status from o`,
    "'SHIPED' | did you mean SHIPPED?",
  ],
  [
    'a constant code that is none',
    `select order_id, ${rest}, 'offen' as status from o`,
    "'offen' | use one of them, or 'UNKNOWN'",
  ],
  ['an open parenthesis', `select (order_id, ${rest} from o`, 'a ( that is never closed'],
  ['a closing parenthesis too many', `select order_id), ${rest} from o`, 'a ) that nothing opened'],
  ['crossed brackets', `select order_id, ${rest}, a[(1]) as note from o`, 'a ] that nothing opened'],
  ['an open text', `select order_id, ${rest}, 'abc as note from o`, 'a text that is never closed'],
  ['an open name', `select order_id, ${rest}, "abc as note from o`, 'a quoted name that is never closed'],
  ['an open comment', `select order_id, ${rest} /* from o`, 'a comment that is never closed'],
  [
    'an open dollar quote',
    `select order_id, ${rest}, $a$x$b$ as note from o`,
    'a text that is never closed | close it with $a$',
  ],
  ['a comment that MySQL runs', `select order_id, ${rest} from o /*!50000 where 1 */`, 'a comment that MySQL runs'],
])('refuses %s', (_, sql, message) => {
  const found = findings(sql);
  expect(found.join('\n')).toContain(message);
  expect(found.length).toBeLessThanOrEqual(2);
});

test('feeds are read whole, so their keys may be computed', () => {
  expect(feed(`select 'P' || id as account_id from p`).findings).toEqual([]);
});

test('texts of the file, which may hold data, are not shown', () => {
  expect(findings(`select order_id, ${rest} from o; 'hunter2'`)).toEqual([expect.stringContaining('(a text ...)')]);
});

test('backslash and # are read as the dialect of the file says', () => {
  const mysql = `select order_id, ${rest}, 'a\\'' as note from o`;
  expect(findings(mysql, 'postgres').length).toBeGreaterThan(0);
  expect(findings(mysql, 'mysql')).toEqual([]);
  expect(findings(`select order_id, ${rest}, 'a\\'' as note from o # it's\n`, 'mysql')).toEqual([]);
  expect(findings(`select order_id, ${rest}, '\\' as note from o`, 'postgres')).toEqual([]);
});

test('the kept text has no comments but hints, and no semicolon, and every word where it was', () => {
  const sql = `-- head\nselect /*+ IDX(o) */ o.id as order_id, /* why? */ ${rest} -- ?\nfrom o\n;\n-- tail`;
  expect(read(sql).sql).toBe(`select /*+ IDX(o) */ o.id as order_id,            ${rest}     \nfrom o`);
});
