import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';
import { goodOrders, goodYaml, relations } from './fixtures/made-hub.ts';
import { loadSources } from './load.ts';

type Files = Readonly<Record<string, string | Buffer>>;
const good: Files = { 'source.yaml': goodYaml, 'orders.sql': goodOrders };
const load = (files: Files) => loadSources([temporaryFolder(files)], relations);

test.each<[string, Files, string]>([
  ['an empty source.yaml', { 'source.yaml': '' }, 'an empty file'],
  ['a source.yaml of comments', { 'source.yaml': '# nothing\n' }, 'an empty file'],
  ['a list as source.yaml', { 'source.yaml': '- a\n- b\n' }, 'a list'],
  ['a text as source.yaml', { 'source.yaml': 'hello\n' }, 'a single value'],
  [
    'tabs in source.yaml',
    { 'source.yaml': goodYaml + 'limits:\n\tconnections: 2\n' },
    'a tab at the beginning of a line',
  ],
  ['a key twice', { 'source.yaml': goodYaml + 'title: Other\n' }, 'a key that stands there twice'],
  ['two documents', { 'source.yaml': `${goodYaml}---\n${goodYaml}` }, 'a second document (---)'],
  ['an open bracket', { 'source.yaml': goodYaml.replace(']', '') }, 'a line that does not fit its neighbours'],
  ['an open quote', { 'source.yaml': `${goodYaml}title: "x` }, 'a missing character'],
  ['binary source.yaml', { 'source.yaml': Buffer.from([0, 1, 2, 3]) }, 'binary data or UTF-16'],
  ['UTF-16', { 'orders.sql': Buffer.from(goodOrders, 'utf16le') }, 'binary data or UTF-16'],
  ['Latin-1', { 'orders.sql': Buffer.from(`${goodOrders} -- Müller`, 'latin1') }, 'bytes that are not UTF-8'],
  ['a huge file', { 'orders.sql': 'x'.repeat(2 ** 20 + 1) }, '1048577 bytes'],
  ['an empty mapping', { 'orders.sql': '' }, 'an empty file'],
  ['a mapping of comments', { 'orders.sql': '-- later\n/* really */ ;\n' }, 'no statement'],
])('%s', (_, files, found) => {
  const { sources, problems } = load({ ...good, ...files });
  expect(sources).toEqual([]);
  expect(problems.map((p) => p.found).join('\n')).toContain(found);
  for (const p of problems) expect([p.line >= 1, p.column >= 1, p.action.length > 0]).toEqual([true, true, true]);
});

test.each([
  ['byte order mark', (t: string) => `\uFEFF${t}`],
  ['CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
  ['blank lines and comments around', (t: string) => `# c\n\n${t}\n# c\n`],
])('source.yaml with %s is read', (_, change) => {
  expect(load({ ...good, 'source.yaml': change(goodYaml) }).problems).toEqual([]);
});

test.each([
  ['byte order mark', `\uFEFF${goodOrders}`],
  ['CRLF', `-- c\r\n${goodOrders}\r\n;\r\n`],
  ['comments around', `/* a /* nested */ */ ${goodOrders} ; -- done`],
])('a mapping with %s is read, and only the SELECT is kept', (_, sql) => {
  const { sources, problems } = load({ ...good, 'orders.sql': sql });
  expect(problems).toEqual([]);
  expect(sources[0]?.mappings.get('orders')?.sql).toBe(goodOrders);
});

test('a folder named like a mapping, and keys named like parts of every object', () => {
  const folder = temporaryFolder({ ...good, 'source.yaml': `${goodYaml}constructor: x\n__proto__: y\ntoString: z\n` });
  mkdirSync(join(folder, 'tickets.sql'));
  const found = loadSources([folder], relations).problems.map((p) => p.found);
  expect(found).toEqual(expect.arrayContaining(['constructor', '__proto__', 'toString', 'a folder']));
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
  const folder = temporaryFolder(good);
  chmodSync(join(folder, 'orders.sql'), 0);
  expect(loadSources([folder], relations).problems[0]?.found).toContain('EACCES');
});

test('aliases that multiply are no way to fill the memory', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefghi'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i] ?? ''},`.repeat(9)}]`),
  ];
  const started = Date.now();
  expect(load({ ...good, 'source.yaml': bomb.join('\n') }).problems.length).toBeGreaterThan(0);
  expect(Date.now() - started).toBeLessThan(2000);
});

test('a very deep mapping is read in linear time', () => {
  const sql = `select ${'('.repeat(50_000)}1${')'.repeat(50_000)} as order_id, ${"'x' || ".repeat(20_000)} 'y' as note from t`;
  const started = Date.now();
  load({ ...good, 'orders.sql': sql });
  expect(Date.now() - started).toBeLessThan(2000);
});
