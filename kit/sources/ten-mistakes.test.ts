import { expect, test } from 'vitest';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';
import { goodYaml, relations } from './fixtures/made-hub.ts';
import { loadSources } from './load.ts';
import { renderProblems } from './problem.ts';

test('a mapping with ten typical mistakes gets ten precise errors in one run', () => {
  const folder = temporaryFolder({
    'source.yaml': goodYaml,
    'orders.sql': `select o.id::text as order_id,
       o.*,
       o.ordered as placd_at,
       o.amount as total,
       o.net as total,
       count(*) over (partition by o.cust),
       case o.st when 'S' then 'SHIPED' when 'N' then 'OPEN' else 'UNKNOWN' end as status
from ord o
where o.tenant = :tenant and o.area = ?
for update;
delete from ord`,
  });
  const { sources, problems } = loadSources([folder], relations);
  expect(sources).toEqual([]);
  expect(renderProblems(problems).replaceAll(`${folder}/`, '')).toMatchInlineSnapshot(`
    "orders.sql:1:8
      expected the legacy column itself as order_id
      found    a cast (::text)
      to do    remove the cast: it keeps the legacy system from using its index; the hub binds keys in their native type

    orders.sql:2:8
      expected columns by name
      found    *
      to do    name each column and rename it: <legacy name> as <one of order_id, account_id, placed_at, due_on, total, line_count, is_paid, status, note>

    orders.sql:3:21
      expected a column of orders
      found    placd_at
      to do    did you mean placed_at?

    orders.sql:5:17
      expected each column once
      found    total a second time
      to do    remove one of the two, or rename it to the column that it is

    orders.sql:6:8
      expected a name for the expression
      found    no name
      to do    add: as <one of order_id, account_id, placed_at, due_on, total, line_count, is_paid, status, note>

    orders.sql:7:32
      expected a value of status: OPEN, SHIPPED
      found    'SHIPED'
      to do    did you mean SHIPPED?

    orders.sql:9:18
      expected a SELECT without placeholders
      found    :tenant
      to do    remove it: the hub puts its own conditions around the SELECT

    orders.sql:9:39
      expected a SELECT without placeholders
      found    ?
      to do    remove it: the hub puts its own conditions around the SELECT

    orders.sql:10:1
      expected a SELECT that locks nothing
      found    FOR UPDATE
      to do    remove it: it would hold up the people who work with the legacy system

    orders.sql:11:1
      expected one SELECT in the file
      found    a second statement (DELETE ...)
      to do    keep one SELECT; use WITH or UNION ALL to combine several

    10 problems in 1 file.
    "
  `);
  expect(problems).toHaveLength(10);
});

test('a source.yaml with ten typical mistakes gets ten precise errors in one run', () => {
  const folder = temporaryFolder({
    'source.yaml': `system: Old CRM
title: 2024
connection: postgres://crm:hunter2@db.example.com/crm
serves: [sales-order, servce]
timezone: CET+1
limits:
  connections: 1000
  statementTimeout: 30
  rowz: 50
freshness:
  warnAfter: one day
allowWriteableAccount: maybe
`,
    'orders.sql': 'select id as order_id, cust as account_id, dt as placed_at from ord',
    'tickets.sql': 'select id as ticket_id, cust as account_id from tick',
  });
  const { problems } = loadSources([folder], relations);
  const text = renderProblems(problems).replaceAll(`${folder}/`, '');
  expect(text).toMatchInlineSnapshot(`
    "source.yaml:1:9
      expected system: an id of lower-case letters, digits and hyphens, 2 to 40 long, beginning with a letter
      found    the text 'Old CRM'
      to do    write old-crm

    source.yaml:2:8
      expected title: a text of 1 to 200 characters
      found    2024
      to do    write a text, in quotes if it looks like a number

    source.yaml:3:13
      expected connection: the NAME of an environment variable, such as OLD_CRM_DATABASE_URL
      found    what looks like a URL with credentials (not shown)
      to do    put the URL into an environment variable and its name here; if this file was committed, change the password

    source.yaml:4:23
      expected a subgraph: customer, sales-order, service
      found    servce
      to do    did you mean service?

    source.yaml:5:1
      expected a known key
      found    timezone
      to do    did you mean timeZone?

    source.yaml:5:11
      expected timeZone: a time zone of the IANA list, such as Europe/Berlin or UTC
      found    the text 'CET+1'
      to do    look the zone of the legacy system up; offsets and abbreviations do not know summer time

    source.yaml:7:16
      expected limits.connections: a whole number from 1 to 50
      found    1000
      to do    choose a number between; without the entry it is 4

    source.yaml:8:21
      expected limits.statementTimeout: a duration from 100ms to 10m, such as 5s
      found    30
      to do    add a unit: 30s (ms, s, m, h, d)

    source.yaml:9:3
      expected a known key of limits
      found    limits.rowz
      to do    did you mean rows?

    source.yaml:11:14
      expected freshness.warnAfter: a duration from 1s to 365d, such as 1d
      found    the text 'one day'
      to do    write a number with ms, s, m, h or d

    source.yaml:12:1
      expected a known key
      found    allowWriteableAccount
      to do    did you mean allowWritableAccount?

    source.yaml:12:24
      expected allowWritableAccount: true or false
      found    the text 'maybe'
      to do    write true or false, without quotes

    12 problems in 1 file.
    "
  `);
  expect(text).not.toContain('hunter2');
});
