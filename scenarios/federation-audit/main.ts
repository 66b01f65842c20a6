/**
 * Runs the federation gateway audit of The Guild against `hub gateway start --supergraph`, with the suite's own tests
 * and subgraphs: `npm run audit -- <clone of graphql-hive/federation-gateway-audit> [--engine apollo] [--only group]`.
 * Exit code 1 when a case fails. See docs/gateway.md.
 */
import { parseArgs } from 'node:util';
import { openSuite } from './suite.ts';

const usage =
  'npm run audit -- <clone of graphql-hive/federation-gateway-audit> [--engine apollo] [--only <group>] [--verbose]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'apollo' },
    only: { type: 'string', multiple: true },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error(`Where is the suite? ${usage}`);

const suite = await openSuite(folder);
let passed = 0;
const failed: string[] = [];
try {
  for (const group of suite.groups.filter((g) => values.only?.includes(g) ?? true)) {
    const result = await suite.run(group, values.engine);
    passed += result.passed;
    failed.push(...result.failed);
    const state = result.failed.length === 0 ? 'ok' : `failed: ${result.failed.join(', ')}`;
    process.stderr.write(`${group}: ${String(result.passed)} ${state}\n`);
    if (values.verbose && result.failed.length > 0) process.stderr.write(`${result.report}\n`);
  }
} finally {
  await suite.stop();
}
process.stdout.write(`${values.engine}: ${String(passed)} of ${String(passed + failed.length)} cases pass\n`);
for (const name of failed) process.stdout.write(`  fails: ${name}\n`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
