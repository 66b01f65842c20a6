import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { registry } from '../schema/registry.ts';
import { run } from './run.ts';
import { capture } from './testing/capture.ts';
import { verbs } from './verbs.ts';

const hub = async (line: string, env: Record<string, string> = {}) => {
  const io = capture(env);
  const code = await run(line.split(' ').filter(Boolean), io, '1.2.3');
  return { code, out: io.out(), err: io.err() };
};

test('help and version are data and done', async () => {
  const help = await hub('--help');
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toContain('start [options]');
  expect(help.out).toContain(
    'Exit codes: 0 done, 1 a check failed, 2 usage or environment, 3 a system did not answer, 130 ended by Ctrl-C.',
  );
  expect(await hub('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
});

test.each(verbs.map((verb) => [[verb.noun, verb.name].filter(Boolean).join(' '), verb] as const))(
  '%s has help with examples that name it, and --json',
  async (name, verb) => {
    const { code, out } = await hub(`${name} --help`);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: hub ${name}`);
    expect(out).toContain('--json');
    expect(verb.examples.length).toBeGreaterThan(0);
    for (const [line] of verb.examples) expect(line.startsWith(name)).toBe(true);
    expect(typeof (await verb.load()).command).toBe('function');
  },
);

test.each([
  ['grap check', "unknown command 'grap'", 'Did you mean graph?'],
  ['graph chekc', "unknown command 'chekc'", 'Did you mean check?'],
  ['start --prot 4000', "unknown option '--prot'", 'Did you mean --port?'],
  ['start --port 99999', "argument '99999' is invalid", 'Give a port from 0 to 65535.'],
  ['start --port', 'argument missing', '--port <port>'],
  ['demo create --customers 3', "argument '3' is invalid", 'from 50 to 100000'],
  ['subgraph start', "missing required argument 'name'", ''],
  ['subgraph start sales-ordr', 'There is no subgraph sales-ordr;', 'did you mean sales-order?'],
  ['subgraph start erp', 'Which sources does erp read?', 'HUB_SOURCES'],
  ['sync', 'Which sources?', '--sources <folders...>'],
  ['sync --sources ./sources', 'Set HUB_DATABASE_URL', 'hub start'],
  ['customer erase x', 'Why?', '--reason'],
  ['customer erase x --reason y', 'Set HUB_DATABASE_URL', 'PostgreSQL of the hub'],
  ['customer erase', "missing required argument 'id'", ''],
  ['graph check extra', 'too many arguments', ''],
])('hub %s is refused as usage, and says what to do', async (line, what, todo) => {
  const { code, out, err } = await hub(line);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(what);
  expect(err).toContain(todo);
});

test('a noun alone shows its verbs, as usage', async () => {
  const { code, err } = await hub('source');
  expect(code).toBe(2);
  expect(err).toContain('check [options] [folders...]');
});

test('every fault of the environment is told in one run', async () => {
  const { code, err } = await hub('start', {
    GATEWAY_PORT: 'x',
    GATEWAY_MAX_DEPTH: '-1',
    HUB_DATABASE_URL: 'oracle:secret-word',
    DEMO_CUSTOMERS: '7',
    ERP_URL: 'erp',
  });
  expect(code).toBe(2);
  for (const name of ['GATEWAY_PORT', 'GATEWAY_MAX_DEPTH', 'HUB_DATABASE_URL', 'DEMO_CUSTOMERS', 'ERP_URL'])
    expect(err).toContain(name);
  expect(err).toContain('5 faults.');
  expect(err).not.toContain('secret-word');
});

test('a port in use is told before any work', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const { code, err } = await hub(`start --port ${String(port)}`, { HUB_DATA_DIR: '/nonexistent/never/made' });
  server.close();
  expect(code).toBe(1);
  expect(err).toContain(
    `Port ${String(port)} on 127.0.0.1 is in use. Stop the program that has it, or choose another: --port`,
  );
});

test('sources without a URL are named with the variables to set', async () => {
  const { code, err } = await hub('start --port 0 --sources ./sources/adventureworks');
  expect(code).toBe(2);
  expect(err).toContain('- ADVENTUREWORKS_DATABASE_URL: the database of adventureworks');
});

test('source folders that are not there are a failed check, also as JSON', async () => {
  const { code, out } = await hub('source check ./no-such-folder --json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, count: 1, problems: [{ found: 'no such folder' }] });
});

test('the sources of this repository are in order, offline', async () => {
  const { code, out } = await hub('source check --offline --json');
  expect(JSON.parse(out)).toMatchObject({ ok: true, count: 0 });
  expect(code).toBe(0);
});

test('a database that does not answer ends with 3', async () => {
  const url = 'postgres://reader:hunter2@127.0.0.1:1/nowhere';
  const { code, out, err } = await hub('source check sources/adventureworks', { ADVENTUREWORKS_DATABASE_URL: url });
  expect(code).toBe(3);
  expect(out).toContain('ADVENTUREWORKS_DATABASE_URL is right');
  expect(out + err).not.toContain('hunter2');
});

test('errors are JSON too where JSON was asked for', async () => {
  const { out } = await hub('sync --json');
  expect(JSON.parse(out)).toMatchObject({ error: { kind: 'usage' } });
});

test('graph check says yes to what is committed', async () => {
  const { code, out } = await hub('graph check --json');
  expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, files: [{ state: 'same' }, { state: 'same' }] }]);
});

test('subgraph list is the registry, and knows which run elsewhere', async () => {
  const { out } = await hub('subgraph list --json', { ERP_URL: 'http://erp.example.com/graphql' });
  const rows = JSON.parse(out) as { name: string; url: string | null }[];
  expect(rows.map((r) => r.name)).toEqual(registry.map((s) => s.name));
  expect(rows.find((r) => r.name === 'erp')?.url).toBe('http://erp.example.com/graphql');
});
