import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** A project as small as can be, that runs its sources as this one does. */
let root = '';

beforeEach(() => {
  root = temporaryFolder();
  for (const part of ['bin', 'kit/run-from-source']) cpSync(join(project, part), join(root, part), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name), 'dir');
});

const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

const run = (path: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(root, 'bin/run.mjs'), join(root, path), ...args], { encoding: 'utf8' });

const complaintOf = (path: string): string => {
  try {
    execFileSync(process.execPath, [join(root, 'bin/run.mjs'), join(root, path)], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
};

const madeFolder = (): string => join(root, 'node_modules/.cache/customer-hub');

test('a program sees its arguments, its imports, and the files that lie beside it', () => {
  write('a/word.txt', 'beside');
  write('b/loud.ts', 'export const loud = (word: string): string => word.toUpperCase();');
  write(
    'a/main.ts',
    `import { readFileSync } from 'node:fs';
     import type { Nothing } from './nowhere.ts';
     import { loud } from '../b/loud.ts';
     class Greeting { constructor(readonly word: string) {} }
     const word: Nothing = readFileSync(new URL('./word.txt', import.meta.url), 'utf8');
     const { loud: again } = await import('../b/loud.ts');
     console.log(new Greeting(loud(word)).word, again('again'), process.argv.slice(2).join(), import.meta.url);`,
  );
  const main = pathToFileURL(join(root, 'a/main.ts')).href;
  expect(run('a/main.ts', 'one', 'two')).toBe(`BESIDE AGAIN one,two ${main}\n`);
});

test('functions are what was written: no names are set at run time', () => {
  write('main.ts', 'const outer = () => { const inner = () => 1; return inner; };\nconsole.log(outer().name);');
  expect(run('main.ts')).toBe('inner\n');
  expect(readFileSync(join(madeFolder(), 'main.js'), 'utf8')).not.toMatch(/__name|defineProperty/);
});

test('an edit is seen at the next start, and a source that is gone does not run', () => {
  write('part.ts', 'export const part = 1;');
  write('main.ts', "import { part } from './part.ts';\nconsole.log(part);");
  expect(run('main.ts')).toBe('1\n');
  write('part.ts', 'export const part = 2;');
  expect(run('main.ts')).toBe('2\n');
  rmSync(join(root, 'part.ts'));
  expect(complaintOf('main.ts')).toContain('Cannot find module');
});

test('nothing is made again where nothing has changed, and a draft never stays', () => {
  write('main.ts', 'console.log(1);');
  run('main.ts');
  writeFileSync(join(madeFolder(), 'main.js'), 'console.log(2);');
  expect(run('main.ts')).toBe('2\n');
  expect(readdirSync(madeFolder()).sort()).toEqual(['made-from.json', 'main.js', 'main.js.map', 'package.json']);
});

test('a stack trace names line and column of the source', () => {
  write(
    'main.ts',
    `// A comment, and a type,
interface Gone {
  readonly a: number;
}
function fail(gone: Gone): never {
  throw new TypeError(\`no \${String(gone.a)}\`);
}
try {
  fail({ a: 1 });
} catch (error) {
  console.log((error as Error).stack);
}`,
  );
  const main = pathToFileURL(join(root, 'main.ts')).href;
  expect(run('main.ts').split('\n').slice(0, 3)).toEqual([
    'TypeError: no 1',
    `    at fail (${main}:6:9)`,
    `    at ${main}:9:3`,
  ]);
});

test('a source that is not TypeScript is named, with the place', () => {
  write('main.ts', 'const a: = 1;');
  expect(complaintOf('main.ts')).toMatch(/main\.ts:1:9: ERROR: Unexpected "="/);
});
