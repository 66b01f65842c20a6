import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, node, until } from './child.ts';

const hub = fileURLToPath(new URL('../../bin/hub.mjs', import.meta.url));

/** The suite is written for a newer Node than ours: what it uses of it. */
const polyfill = `data:text/javascript,${encodeURIComponent(`Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
}`)}`;
const withTypeScript = ['--import', polyfill, '--import', import.meta.resolve('tsx')];

export interface Suite {
  /** Names of its groups, each with a supergraph of its own. */
  readonly groups: readonly string[];
  /** Runs the suite's own tests of one group against `hub gateway start`. */
  run(group: string, engine: string): Promise<GroupResult>;
  stop(): Promise<void>;
}

export interface GroupResult {
  readonly group: string;
  readonly passed: number;
  readonly failed: readonly string[];
  /** What the suite said; with what the gateway said when that did not start. */
  readonly report: string;
}

/** Starts the subgraphs of the suite that was cloned to `folder` and installed. */
export async function openSuite(folder: string): Promise<Suite> {
  const port = await freePort();
  const origin = `http://localhost:${String(port)}`;
  const server = node([...withTypeScript, 'src/cli.ts', 'serve', '--port', String(port)], { cwd: folder });
  const groups = await until(
    async () => (await (await fetch(`${origin}/ids`)).json()) as string[],
    30_000,
    () => `The subgraphs of the suite do not answer. Is it installed (npm ci)?\n${server.err()}`,
  ).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    groups,
    run: (group, engine) => runGroup({ folder, origin, group, engine }),
    stop: () => server.stop(),
  };
}

interface Place {
  readonly folder: string;
  readonly origin: string;
  readonly group: string;
  readonly engine: string;
}

async function runGroup(place: Place): Promise<GroupResult> {
  const { origin, group, engine } = place;
  const supergraph = await (await fetch(`${origin}/${group}/supergraph`)).text();
  const own = await mkdtemp(join(tmpdir(), 'hub-audit-'));
  const file = join(own, 'supergraph.graphql');
  await writeFile(file, supergraph);
  const line = [hub, 'gateway', 'start', '--supergraph', file, '--port', '0', '--engine', engine, '--json'];
  const gateway = node(line, { cwd: own, env: { HUB_LOG_LEVEL: 'warn' } });
  try {
    const url = await until(
      async () => (JSON.parse(gateway.out()) as { url: string }).url,
      20_000,
      () => `The gateway does not start.\n${gateway.err()}`,
    ).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    // A supergraph that the gateway refuses fails every test of its group, as the suite counts it.
    return await runTests(place, url instanceof Error ? { url: 'http://127.0.0.1:1/', why: url.message } : { url });
  } finally {
    await gateway.stop();
    await rm(own, { recursive: true, force: true });
  }
}

async function runTests(place: Place, gateway: { url: string; why?: string }): Promise<GroupResult> {
  const { folder, origin, group } = place;
  const tests = node([...withTypeScript, '--test', '--test-reporter=tap', 'src/test.ts'], {
    cwd: folder,
    env: { TESTS_ENDPOINT: `${origin}/${group}/tests`, GRAPHQL_ENDPOINT: gateway.url, TEST_SUITE: group },
  });
  await tests.ended;
  const named = [...tests.out().matchAll(/^\s*(not ok|ok) \d+ - (\S+_\d+)\s*$/gm)].filter(([, , name]) =>
    name?.startsWith(`${group}_`),
  );
  return {
    group,
    passed: named.filter(([, state]) => state === 'ok').length,
    failed: named.flatMap(([, state, name = '']) => (state === 'ok' ? [] : [name])),
    report: [gateway.why, tests.out(), tests.err()].filter(Boolean).join('\n'),
  };
}
