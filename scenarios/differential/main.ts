/**
 * Gives random operations to the engines and to graphql-js on everything as one schema, and compares:
 * `npm run differential -- [--world made|own] [--engine apollo] [--engine hub] [--count 20000] [--seed 1] [--mutations] [--http]`.
 * With `--http`: what the gateway answers directly against what Apollo Server answers, byte for byte.
 * Prints what differs, each as small as it can be made; exit code 1 when anything does. See docs/gateway.md.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineNames, isEngineName } from '../../gateway/engines/engines.ts';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { duel, renderFinding, shrunk, type World } from './duel.ts';
import { httpDuel, renderHttpFinding } from './http/http-duel.ts';
import { madeWorld } from './made/world.ts';
import { ownWorld } from './own/world.ts';

const { values } = parseArgs({
  options: {
    world: { type: 'string', default: 'made' },
    engine: { type: 'string', multiple: true, default: engineNames },
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    mutations: { type: 'boolean', default: false },
    http: { type: 'boolean', default: false },
    show: { type: 'string', default: '10' },
  },
});
const engines = values.engine.filter(isEngineName);
/** Progress is told after so many operations. */
const portion = 500;

async function runHttp(world: World): Promise<void> {
  const began = Date.now();
  const { findings, statuses, ...counts } = await httpDuel(world, {
    count: Number(values.count),
    seed: Number(values.seed),
    kind: values.mutations ? 'mutation' : 'query',
    progress: ({ operations, findings: { length } }) => {
      tellProgress(operations, length);
    },
  });
  for (const finding of findings.slice(0, Number(values.show))) process.stdout.write(`${renderHttpFinding(finding)}\n`);
  finish({ world: world.name, ...counts, statuses: Object.fromEntries(statuses), differences: findings.length }, began);
}

async function run(world: World): Promise<void> {
  const [count, seed] = [Number(values.count), Number(values.seed)];
  const began = Date.now();
  const tally = await duel(world, {
    count,
    seed,
    kind: values.mutations ? 'mutation' : 'query',
    progress: ({ operations, findings: { length } }) => {
      tellProgress(operations, length);
    },
  });
  const { findings, accepted, ...counts } = tally;
  for (const finding of findings.slice(0, Number(values.show)))
    process.stdout.write(`${renderFinding(await shrunk(world, finding))}\n`);
  const summary = {
    world: world.name,
    engines,
    ...counts,
    accepted: Object.fromEntries(accepted),
    differences: findings.length,
  };
  finish(summary, began);
}

function tellProgress(operations: number, differences: number): void {
  if (operations % portion === 0)
    process.stderr.write(`${String(operations)} operations, ${String(differences)} differences\n`);
}

function finish<Summary extends { readonly operations: number; readonly differences: number }>(
  summary: Summary,
  began: number,
): void {
  const seconds = Math.round((Date.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify({ ...summary, seconds }, null, 2)}\n`);
  process.exitCode = summary.differences > 0 || summary.operations === 0 ? 1 : 0;
}

const compete = values.http ? runHttp : run;

if (values.world === 'made') {
  const world = await madeWorld(engines);
  await compete(world).finally(() => world.stop());
} else {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-differential-'));
  const server = await startEmbeddedPostgres({ dataDir, throwAway: true });
  try {
    const world = await ownWorld(engines, { postgresUrl: server.url('postgres'), prefix: 'diff_', customers: 150 });
    await compete(world).finally(() => world.stop());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
