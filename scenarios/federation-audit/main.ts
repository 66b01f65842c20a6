import { Command, Option } from 'commander';
import { engineNames, type EngineName } from '../../gateway/engines/engines.ts';
import { openSuite } from './suite.ts';

interface Options {
  readonly engine: EngineName;
  readonly only: readonly string[] | undefined;
  readonly verbose: boolean;
}

async function audit(folder: string, { engine, only, verbose }: Options): Promise<void> {
  const suite = await openSuite(folder);
  let passed = 0;
  const failed: string[] = [];
  try {
    for (const group of suite.groups.filter((g) => only?.includes(g) ?? true)) {
      const result = await suite.run(group, engine);
      passed += result.passed;
      failed.push(...result.failed);
      const state = result.failed.length === 0 ? 'ok' : `failed: ${result.failed.join(', ')}`;
      process.stderr.write(`${group}: ${String(result.passed)} ${state}\n`);
      if (verbose && result.failed.length > 0) process.stderr.write(`${result.report}\n`);
    }
  } finally {
    await suite.stop();
  }
  process.stdout.write(`${engine}: ${String(passed)} of ${String(passed + failed.length)} cases pass\n`);
  for (const name of failed) process.stdout.write(`  fails: ${name}\n`);
  process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
}

/** `npm run audit`. */
await new Command('audit')
  .description(
    "Runs the federation gateway audit of The Guild against `hub gateway start --supergraph`, with the suite's own tests and subgraphs (docs/gateway.md). Exit code 1 when a case fails.",
  )
  .argument('<folder>', 'clone of graphql-hive/federation-gateway-audit')
  .addOption(new Option('--engine <name>', 'engine of the gateway').choices(engineNames).default('apollo'))
  .option('--only <groups...>', 'these groups alone')
  .option('--verbose', 'what a failed group reports', false)
  .action(audit)
  .parseAsync();
