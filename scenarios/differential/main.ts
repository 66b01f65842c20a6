import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { whole } from '../../bench/gateway/options.ts';
import { engineNames, type EngineName } from '../../gateway/engines/engines.ts';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { duel, renderFinding, shrunk, type World } from './duel.ts';
import { httpDuel, renderHttpFinding } from './http/http-duel.ts';
import { madeWorld } from './made/world.ts';
import { ownWorld } from './own/world.ts';

interface Options {
  readonly world: 'made' | 'own';
  readonly engine: readonly EngineName[];
  readonly count: number;
  readonly seed: number;
  readonly mutations: boolean;
  readonly http: boolean;
  readonly show: number;
}

/** Progress is told after so many operations. */
const portion = 500;

async function runHttp(world: World, { count, seed, mutations, show }: Options): Promise<void> {
  const began = Date.now();
  const { findings, statuses, ...counts } = await httpDuel(world, {
    count,
    seed,
    kind: mutations ? 'mutation' : 'query',
    progress: ({ operations, findings: { length } }) => {
      tellProgress(operations, length);
    },
  });
  for (const finding of findings.slice(0, show)) process.stdout.write(`${renderHttpFinding(finding)}\n`);
  finish({ world: world.name, ...counts, statuses: Object.fromEntries(statuses), differences: findings.length }, began);
}

async function run(world: World, { engine: engines, count, seed, mutations, show }: Options): Promise<void> {
  const began = Date.now();
  const tally = await duel(world, {
    count,
    seed,
    kind: mutations ? 'mutation' : 'query',
    progress: ({ operations, findings: { length } }) => {
      tellProgress(operations, length);
    },
  });
  const { findings, accepted, ...counts } = tally;
  for (const finding of findings.slice(0, show))
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

async function differential(options: Options): Promise<void> {
  const compete = options.http ? runHttp : run;
  if (options.world === 'made') {
    const world = await madeWorld(options.engine);
    await compete(world, options).finally(() => world.stop());
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-differential-'));
  const server = await startEmbeddedPostgres({ dataDir, throwAway: true });
  try {
    const own = { postgresUrl: server.url('postgres'), prefix: 'diff_', customers: 150 };
    const world = await ownWorld(options.engine, own);
    await compete(world, options).finally(() => world.stop());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** `npm run differential`. */
await new Command('differential')
  .description(
    'Gives random operations to the engines and to graphql-js on everything as one schema, and compares (docs/gateway.md). Prints what differs, each as small as it can be made; exit code 1 when anything does.',
  )
  .addOption(
    new Option('--world <name>', 'made-up subgraphs with every federation feature, or ours over a made company')
      .choices(['made', 'own'])
      .default('made'),
  )
  .addOption(new Option('--engine <names...>', 'engines that are asked').choices(engineNames).default(engineNames))
  .option('--count <n>', 'operations', whole, 20_000)
  .option('--seed <n>', 'where the random operations begin', whole, 1)
  .option('--mutations', 'operations that change something, each engine over data of its own', false)
  .option('--http', 'what is answered directly against what Apollo Server answers, byte for byte', false)
  .option('--show <n>', 'most differences that are shown', whole, 10)
  .action(differential)
  .parseAsync();
