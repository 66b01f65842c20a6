/**
 * Gives random operations to the engines and to graphql-js on everything as one schema, and compares:
 * `npm run differential -- [--world made|own] [--engine apollo] [--engine hub] [--count 20000] [--seed 1] [--mutations]`.
 * Prints what differs, each as small as it can be made; exit code 1 when anything does. See docs/gateway.md.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineNames, isEngineName } from '../../gateway/engines/engines.ts';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { duel, renderFinding, shrunk, type World } from './duel.ts';
import { madeWorld } from './made/world.ts';
import { ownWorld } from './own/world.ts';

const { values } = parseArgs({
  options: {
    world: { type: 'string', default: 'made' },
    engine: { type: 'string', multiple: true, default: engineNames },
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    mutations: { type: 'boolean', default: false },
    show: { type: 'string', default: '10' },
  },
});
const engines = values.engine.filter(isEngineName);
/** Progress is told after so many operations. */
const portion = 500;

async function run(world: World): Promise<void> {
  const [count, seed] = [Number(values.count), Number(values.seed)];
  const began = Date.now();
  const tally = await duel(world, {
    count,
    seed,
    kind: values.mutations ? 'mutation' : 'query',
    progress: ({ operations, findings }) => {
      if (operations % portion === 0)
        process.stderr.write(`${String(operations)} operations, ${String(findings.length)} differences\n`);
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
  process.stdout.write(
    `${JSON.stringify({ ...summary, seconds: Math.round((Date.now() - began) / 1000) }, null, 2)}\n`,
  );
  process.exitCode = findings.length > 0 || counts.operations === 0 ? 1 : 0;
}

if (values.world === 'made') {
  const world = await madeWorld(engines);
  await run(world).finally(() => world.stop());
} else {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-differential-'));
  const server = await startEmbeddedPostgres({ dataDir, throwAway: true });
  try {
    const world = await ownWorld(engines, { postgresUrl: server.url('postgres'), prefix: 'diff_', customers: 150 });
    await run(world).finally(() => world.stop());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
