import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineNames } from '../gateway/engines/engines.ts';
import { madeSubgraph, names, supergraphOf } from '../gateway/testing/made-subgraphs.ts';
import { pino } from 'pino';
import { serveSubgraph, type Served } from '../kit/subgraph/serve.ts';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';
import { run } from './run.ts';
import { capture, type Captured } from './testing/capture.ts';

const box = temporaryFolder();
const file = join(box, 'supergraph.graphql');
const made = { people: madeSubgraph('people'), letters: madeSubgraph('letters'), visits: madeSubgraph('visits') };
let served: Served[];

beforeAll(async () => {
  served = await Promise.all(
    names.map((name) => serveSubgraph(made[name], { log: pino({ level: 'silent' }), port: 0 })),
  );
  const placed = names.reduce(
    (sdl, name, i) => sdl.replace(`http://${name}.internal.example.com/`, served[i]?.url ?? ''),
    supergraphOf(),
  );
  writeFileSync(file, placed);
});
afterAll(async () => {
  await Promise.all(served.map((s) => s.stop()));
});

interface Started {
  readonly io: Captured;
  readonly code: Promise<number>;
  end(): void;
}

function start(line: string, env: Record<string, string> = {}): Started {
  const ending = new AbortController();
  const io = { ...capture({ HUB_LOG_LEVEL: 'silent', ...env }), signal: ending.signal };
  const code = run(['gateway', 'start', ...line.split(' ').filter(Boolean)], io, '1.2.3');
  return {
    io,
    code,
    end: () => {
      ending.abort();
    },
  };
}

test.each(engineNames)('a supergraph of any subgraphs is served by engine %s until told to end', async (engine) => {
  const { io, code, end } = start(`--supergraph ${file} --port 0 --json --engine ${engine}`);
  await expect.poll(() => io.out(), { timeout: 20_000 }).toContain('}');
  const ready = JSON.parse(io.out()) as { url: string };
  expect(ready).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/),
    pid: process.pid,
    engine,
    subgraphs: [...names].sort(),
  });
  const answer = await fetch(ready.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ people(first: 1) { name letters { subject } visits { at } } }' }),
  });
  expect(await answer.json()).toMatchObject({
    data: {
      people: [
        {
          name: 'Person 1',
          letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }],
          visits: [{ at: '2026-01-01T00:00:00Z' }],
        },
      ],
    },
  });
  for (const health of ['live', 'ready'])
    expect((await fetch(new URL(`/health/${health}`, ready.url))).status).toBe(200);
  end();
  expect(await code).toBe(0);
  await expect(fetch(ready.url)).rejects.toThrow();
});

test('the address is the data, in words', async () => {
  const { io, code, end } = start(`--supergraph ${file} --port 0`);
  await expect.poll(() => io.out(), { timeout: 20_000 }).toMatch(/\n$/);
  expect(io.out()).toMatch(/^Gateway over letters, people, visits ready at http:\/\/127\.0\.0\.1:\d+\/graphql\n$/);
  end();
  expect(await code).toBe(0);
});

const refused = async (line: string, env: Record<string, string> = {}): Promise<[number, string]> => {
  const { io, code } = start(line, env);
  const ended = await code;
  expect(io.out()).toBe('');
  return [ended, io.err()];
};

test('what is wrong is told, and what to do', async () => {
  expect(await refused('')).toEqual([2, expect.stringContaining('Which supergraph? Give --supergraph <file>')]);
  expect(await refused('--supergraph /no/such/file --port 0')).toEqual([
    1,
    expect.stringContaining('There is no file /no/such/file (ENOENT). Give --supergraph'),
  ]);
  expect(await refused(`--supergraph ${box} --port 0`)).toEqual([
    1,
    expect.stringContaining('Not a file but a folder'),
  ]);
  const single = join(box, 'single.graphql');
  writeFileSync(single, 'type Query { a: Int }');
  expect(await refused(`--supergraph ${single} --port 0`)).toEqual([1, expect.stringContaining('it is no supergraph')]);
  expect(await refused(`--supergraph ${file} --port 0 --engine appolo`)).toEqual([
    2,
    expect.stringContaining('There is no engine appolo.'),
  ]);
  expect(await refused(`--supergraph ${file}`, { GATEWAY_ENGINE: 'x', GATEWAY_MAX_DEPTH: 'deep' })).toEqual([
    2,
    expect.stringContaining('2 faults.'),
  ]);
});

test('a supergraph that reads well but does not hold together is refused with the reason', async () => {
  const broken = join(box, 'broken.graphql');
  writeFileSync(broken, 'enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") }');
  const [code, err] = await refused(`--supergraph ${broken} --port 0`);
  expect([code, err]).toEqual([1, expect.stringContaining('The supergraph is refused:')]);
});

test('a port in use is told', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  expect(await refused(`--supergraph ${file} --port ${String(port)}`)).toEqual([
    1,
    expect.stringContaining(`Port ${String(port)} on 127.0.0.1 is in use.`),
  ]);
  const forMetrics = expect.stringMatching(
    new RegExp(`^Port ${String(port)} on 127.0.0.1 is in use. .* choose another: HUB_METRICS_PORT`),
  ) as string;
  const env = { HUB_METRICS_PORT: String(port) };
  expect(await refused(`--supergraph ${file} --port 0`, env)).toEqual([1, forMetrics]);
  server.close();
  expect(await refused(`--supergraph ${file} --port ${String(port)}`, env)).toEqual([1, forMetrics]);
});

test('told to end, it serves for its grace and ends what is in flight, however long both take', async () => {
  const hub = fileURLToPath(new URL('../bin/hub.mjs', import.meta.url));
  const child = spawn(process.execPath, [hub, 'gateway', 'start', '--supergraph', file, '--port', '0', '--json'], {
    env: { ...process.env, HUB_LOG_LEVEL: 'silent', GATEWAY_DRAIN_GRACE_MS: '4500' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await expect.poll(() => out, { timeout: 20_000 }).toContain('}');
    const { url } = JSON.parse(out) as { url: string };
    const { mood } = made.visits;
    const asked = mood.seen.length;
    mood.delayMs = 6_500;
    const answer = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ visitors }' }),
    }).then((response) => response.json());
    await expect.poll(() => mood.seen.length, { timeout: 10_000 }).toBe(asked + 1);
    child.kill('SIGTERM');
    await sleep(4_000);
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);
    expect(await answer).toMatchObject({ data: { visitors: 7 } });
    expect(await ended).toEqual([0, null]);
  } finally {
    made.visits.mood.delayMs = 0;
    child.kill('SIGKILL');
  }
});
