/**
 * `npm run codegen` writes the types of every subgraph of the registry into `schema/generated/`; `npm run codegen --
 * --check` writes nothing and fails when a committed file differs from what the SDL gives.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generateTypes } from './schema/generate-types.ts';
import { fromRoot } from './schema/sdl.ts';

const check = process.argv.includes('--check');
const files = await generateTypes();
const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);

for (const { file, text } of stale) {
  process.stderr.write(`${check ? 'differs from the SDL' : 'written'}: ${fromRoot(file)}\n`);
  if (!check) writeFileSync(file, text);
}
if (check && stale.length > 0) {
  process.stderr.write('Run `npm run codegen` and commit the result.\n');
  process.exitCode = 1;
} else process.stderr.write(`${String(files.length)} files of types are as the SDL says\n`);
