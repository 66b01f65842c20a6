// The JavaScript of our TypeScript: a file for a file, made by esbuild where the source has changed (docs/decisions/0022).
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where npm keeps what tools make: ignored by everything, gone with the next `npm ci`. */
export const folder = join(root, 'node_modules', '.cache', 'customer-hub');
const recordFile = join(folder, 'made-from.json');
const skipped = new Set(['node_modules', 'coverage']);

/** `cli/main.ts` -> the file that runs in its place. */
const javascriptFile = (path) => join(folder, path.replace(/\.ts$/, '.js'));

/** The same for the URL of a source. */
export const javascriptUrl = (source) => pathToFileURL(javascriptFile(relative(root, fileURLToPath(source))));

/** Makes what is missing or out of date. Throws where a source can't be read as TypeScript, or the folder not be written. */
export async function makeJavascript() {
  const { by, files: before } = readRecord();
  const files = sourcesIn(root);
  const known = by === maker() ? before : {};
  const changed = Object.keys(files).filter((path) => files[path] !== known[path]);
  const gone = Object.keys(before).filter((path) => !(path in files));
  if (changed.length === 0 && gone.length === 0) return;
  try {
    for (const path of gone) rmSync(javascriptFile(path), { force: true });
    await erase(changed);
    write(join(folder, 'package.json'), '{ "type": "module" }\n');
    write(recordFile, JSON.stringify({ by: maker(), files }));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) throw error;
    throw new Error(
      `${String(changed.length)} sources have changed, and ${folder} can't be written (${error.code}). Run ` +
        '`node bin/hub.mjs --version` once as somebody who may write there.',
      { cause: error },
    );
  }
}

/** What the files were made with and from where: none of them counts after a change of either. */
function maker() {
  const { version } = createRequire(import.meta.url)('esbuild/package.json');
  return `esbuild ${version}, ${stampOf(fileURLToPath(import.meta.url))}, ${root}`;
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8'));
  } catch {
    return { by: null, files: {} };
  }
}

function stampOf(file) {
  const { mtimeMs, size } = statSync(file);
  return `${String(mtimeMs)} ${String(size)}`;
}

/** Every source below a folder but tests: its path from the root, and a text that changes when it does. */
function sourcesIn(start, found = {}) {
  for (const entry of readdirSync(start, { withFileTypes: true })) {
    const { name } = entry;
    const file = join(start, name);
    if (entry.isDirectory() && !skipped.has(name) && !name.startsWith('.')) sourcesIn(file, found);
    else if (name.endsWith('.ts') && !name.endsWith('.test.ts')) found[relative(root, file)] = stampOf(file);
  }
  return found;
}

async function erase(paths) {
  if (paths.length === 0) return;
  const { stop, transform } = await import('esbuild');
  await Promise.all(
    paths.map(async (path) => {
      const source = pathToFileURL(join(root, path)).href;
      const { code, map } = await transform(readFileSync(join(root, path), 'utf8'), {
        loader: 'ts',
        format: 'esm',
        target: 'node20',
        sourcefile: source,
        sourcemap: 'external',
        sourcesContent: false,
        // Files beside a source are found from where it lies.
        define: { 'import.meta.url': JSON.stringify(source) },
        tsconfigRaw: { compilerOptions: { target: 'ES2023', verbatimModuleSyntax: true } },
      });
      const file = javascriptFile(path);
      write(`${file}.map`, map);
      write(
        file,
        `${withJavascriptImports(code)}//# sourceMappingURL=${pathToFileURL(file).href.split('/').at(-1)}.map\n`,
      );
    }),
  );
  await stop();
}

/** esbuild writes what is imported between double quotes, as it was. */
const withJavascriptImports = (code) => code.replace(/(\bfrom |\bimport |\bimport\()"(\.[^"\n]*)\.ts"/g, '$1"$2.js"');

/** Whole or not at all, whoever else makes the same. */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}-${String(threadId)}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
