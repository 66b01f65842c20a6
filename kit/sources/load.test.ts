import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';
import { mappingOf } from './definition.ts';
import { goodOrders, goodYaml, relations } from './fixtures/made-hub.ts';
import { resolveSourceFolders } from './folders.ts';
import { loadSources } from './load.ts';
import { problemsToJson, renderProblems } from './problem.ts';

/** Problems of one folder as «file:line:column expected | found | action», the folder cut off. */
function problemsOf(files: Readonly<Record<string, string | Buffer>>): string[] {
  const folder = temporaryFolder(files);
  return loadSources([folder], relations).problems.map(
    (p) => `${p.file.replace(`${folder}/`, '')}:${p.line}:${p.column} ${p.expected} | ${p.found} | ${p.action}`,
  );
}

const good = { 'source.yaml': goodYaml, 'orders.sql': goodOrders };
const yaml = (line: string): string[] => {
  const key = line.split(':')[0] ?? '';
  return problemsOf({ ...good, 'source.yaml': `${goodYaml.replace(new RegExp(`^${key}:.*\n`, 'm'), '')}${line}\n` });
};

test('reads a source with defaults', () => {
  const folder = temporaryFolder(good);
  const { sources, problems } = loadSources([folder], relations);
  expect(problems).toEqual([]);
  expect(sources).toEqual([
    {
      system: 'old-crm',
      title: 'Old CRM',
      folder,
      connection: 'OLD_CRM_DATABASE_URL',
      serves: ['sales-order'],
      timeZone: 'Europe/Berlin',
      limits: { connections: 4, statementTimeoutMs: 5000, rows: 10_000, waiting: 500, spareAfter: 5 },
      freshness: { warnAfterMs: 86_400_000, errorAfterMs: 259_200_000 },
      allowWritableAccount: false,
      mappings: new Map([
        ['orders', { relation: 'orders', file: join(folder, 'orders.sql'), sql: goodOrders, dialect: null }],
      ]),
    },
  ]);
});

test('reads every entry of source.yaml', () => {
  const more = `limits: { connections: 2, statementTimeout: 1.5s, rows: 100, waiting: 7, spareAfter: 0 }
freshness:
  warnAfter: 30m
  errorAfter: 7d
allowWritableAccount: true
`;
  const [source] = loadSources([temporaryFolder({ ...good, 'source.yaml': goodYaml + more })], relations).sources;
  expect(source).toMatchObject({
    limits: { connections: 2, statementTimeoutMs: 1500, rows: 100, waiting: 7, spareAfter: 0 },
    freshness: { warnAfterMs: 1_800_000, errorAfterMs: 604_800_000 },
    allowWritableAccount: true,
  });
});

test('any source may serve the feeds, and then serves the customer subgraph', () => {
  const folder = temporaryFolder({ ...good, 'customers.sql': 'select id as account_id from c' });
  expect(loadSources([folder], relations).sources[0]?.serves).toEqual(['sales-order', 'customer']);
});

test('a file of one dialect goes before the one for all', () => {
  const mysql = goodOrders.replace('ord o', '`ord` o');
  const [source] = loadSources([temporaryFolder({ ...good, 'orders.mysql.sql': mysql })], relations).sources;
  if (!source) throw new Error('not loaded');
  expect(mappingOf(source, 'orders', 'mysql')?.sql).toBe(mysql);
  expect(mappingOf(source, 'orders', 'postgres')?.sql).toBe(goodOrders);
  expect(mappingOf(source, 'tickets', 'postgres')).toBeUndefined();
});

test('takes a source folder, a folder of them, and the same one twice', () => {
  const root = temporaryFolder({
    'a/source.yaml': goodYaml,
    'a/orders.sql': goodOrders,
    'b/source.yaml': goodYaml.replace('old-crm', 'new-crm'),
    'b/orders.sql': goodOrders,
    'notes/readme.md': '',
  });
  const { sources, problems } = loadSources([root, join(root, 'a')], relations);
  expect(problems).toEqual([]);
  expect(sources.map((s) => s.system)).toEqual(['old-crm', 'new-crm']);
});

test('one bad source does not hide the good ones or their problems', () => {
  const root = temporaryFolder({
    'a/source.yaml': '',
    'a/orders.sql': '',
    'b/source.yaml': goodYaml,
    'b/orders.sql': goodOrders,
  });
  const { sources, problems } = loadSources([root], relations);
  expect(sources.map((s) => s.system)).toEqual(['old-crm']);
  expect(problems).toHaveLength(2);
});

test('the list of folders is split at colons and commas and is relative to its base', () => {
  expect(resolveSourceFolders(' a: /b/c,,../d', '/base/x')).toEqual(['/base/x/a', '/b/c', '/base/d']);
});

test('two sources with one id are named both', () => {
  const root = temporaryFolder({
    'a/source.yaml': goodYaml,
    'a/orders.sql': goodOrders,
    'b/source.yaml': goodYaml,
    'b/orders.sql': goodOrders,
  });
  const { problems } = loadSources([root], relations);
  expect(problems).toMatchObject([
    { file: join(root, 'b/source.yaml'), line: 1, column: 9, found: `old-crm, which ${root}/a/source.yaml has too` },
  ]);
});

test.each([
  ['a folder that is not there', 'no such folder', (f: string) => join(f, 'nowhere')],
  ['a file', 'a file', (f: string) => join(f, 'x.txt')],
  ['an empty folder', 'an empty folder', (f: string) => join(f, 'empty')],
  ['a folder without sources', 'no source.yaml in it or in a folder below', (f: string) => f],
])('%s is a problem', (_, found, path) => {
  const folder = temporaryFolder({ 'x.txt': 'x' });
  mkdirSync(join(folder, 'empty'));
  expect(loadSources([path(folder)], relations).problems).toMatchObject([{ file: path(folder), found }]);
});

test.each([
  ['timezone: Europe/Berlin', 'source.yaml:6:1 a known key | timezone | did you mean timeZone?'],
  [
    'colour: red',
    'source.yaml:6:1 a known key | colour | remove it; the keys are system, title, connection, serves, timeZone, limits, freshness, allowWritableAccount',
  ],
  [
    'system: Old CRM',
    'source.yaml:5:9 system: an id of lower-case letters, digits and hyphens, 2 to 40 long, beginning with a letter',
  ],
  [
    'title: 42',
    'source.yaml:5:8 title: a text of 1 to 200 characters | 42 | write a text, in quotes if it looks like a number',
  ],
  ['connection: $old_crm_url', 'write OLD_CRM_URL'],
  ['serves: sales-order', 'a list of subgraphs'],
  [
    'serves: [sales-ordr]',
    'source.yaml:5:10 a subgraph: customer, sales-order, service | sales-ordr | did you mean sales-order?',
  ],
  [
    'timeZone: Europe/Berln',
    "timeZone: a time zone of the IANA list, such as Europe/Berlin or UTC | the text 'Europe/Berln' | did you mean Europe/Berlin?",
  ],
  ['timeZone: "+02:00"', 'look the zone of the legacy system up'],
  [
    'limits: { connections: 500 }',
    'limits.connections: a whole number from 1 to 50 | 500 | choose a number between; without the entry it is 4',
  ],
  [
    'limits: { statementTimeout: 5 }',
    'limits.statementTimeout: a duration from 100ms to 10m, such as 5s | 5 | add a unit: 5s (ms, s, m, h, d)',
  ],
  ['limits: { statementTimeout: 2h }', "the text '2h'"],
  ['limits: { conections: 5 }', 'a known key of limits | limits.conections | did you mean connections?'],
  [
    'limits: many',
    "keys below limits: connections, statementTimeout, rows, waiting, spareAfter | the text 'many' | indent them below limits",
  ],
  ['freshness: { warnAfter: 5d }', 'freshness.warnAfter not longer than freshness.errorAfter'],
  [
    'allowWritableAccount: "yes"',
    "allowWritableAccount: true or false | the text 'yes' | write true or false, without quotes",
  ],
  ['allowWritableAccount: [1]', 'true or false | a list'],
])('source.yaml with `%s` says what is wrong', (line, message) => {
  const problems = yaml(line);
  expect(problems.join('\n')).toContain(message);
});

test('each required key that is missing is named', () => {
  const problems = problemsOf({ ...good, 'source.yaml': 'allowWritableAccount: true\n' });
  expect(problems.map((p) => / the key (\w+)/.exec(p)?.[1])).toEqual([
    'system',
    'title',
    'connection',
    'serves',
    'timeZone',
  ]);
});

test.each(['postgres://crm:hunter2@db.example.com/crm', 'crm:hunter2@db.example.com', 'Server=db;Password=hunter2'])(
  'a URL pasted as connection is refused and never shown: %s',
  (url) => {
    const problems = yaml(`connection: "${url}"`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('the NAME of an environment variable');
    expect(problems[0]).not.toContain('hunter2');
  },
);

test.each(['title: [postgres://a:hunter2@b', 'a: b: postgres://u:hunter2@h', 'system: "hunter2 password\nx'])(
  'a syntax error does not quote the file: %s',
  (text) => {
    const problems = problemsOf({ ...good, 'source.yaml': text });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).not.toContain('hunter2');
  },
);

test('serves without a file, a file without serves, and a file of no relation', () => {
  expect(
    problemsOf({
      'source.yaml': goodYaml,
      'tickets.sql': 'select t as ticket_id, a as account_id from t',
      'order.sql': goodOrders,
    }),
  ).toEqual([
    'order.sql:1:1 the name of a relation, <relation>.sql | order.sql | did you mean orders.sql?',
    'source.yaml:4:10 a SELECT for sales-order: orders.sql | none of these files | write one of them, or remove sales-order from serves',
    'tickets.sql:1:1 service among serves of source.yaml, because tickets belongs to it | serves: sales-order | add service to serves, or remove the file',
  ]);
});

test.each([
  ['orders.SQL', 'write the ending in lower case'],
  ['orders.mariadb.sql', 'rename it to orders.mysql.sql'],
  ['orders.postgre.sql', 'did you mean postgres?'],
  ['orders.oracle.sql', 'rename it'],
])('a file named %s says how it should be named', (name, action) => {
  const problems = problemsOf({ ...good, [name]: goodOrders });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`| ${name} | ${action}`);
});

test.each([
  ['source.yml', 'rename it to source.yaml'],
  ['orders.sql', 'write one: docs/sources.md shows how'],
])('a folder with %s but no source.yaml', (name, action) => {
  const problems = problemsOf({ [name]: name === 'orders.sql' ? goodOrders : goodYaml });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(action);
});

test('text and JSON of problems', () => {
  const problem = { file: 'b.sql', line: 2, column: 3, expected: 'x', found: 'y', action: 'z' };
  const problems = [problem, { ...problem, line: 1 }, { ...problem, file: 'a.sql' }];
  expect(renderProblems(problems)).toBe(
    `a.sql:2:3\n  expected x\n  found    y\n  to do    z\n\nb.sql:1:3\n  expected x\n  found    y\n  to do    z\n\nb.sql:2:3\n  expected x\n  found    y\n  to do    z\n\n3 problems in 2 files.\n`,
  );
  expect(problemsToJson(problems)).toMatchObject({ count: 3, problems: [{ file: 'a.sql' }, { line: 1 }, { line: 2 }] });
  expect(renderProblems([])).toBe('No problems.\n');
});
