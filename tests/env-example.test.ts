import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderEnvExample } from '../kit/env/example-file.ts';
import type { EnvSection } from '../kit/env/example-file.ts';
import { flatten } from '../kit/env/read-env.ts';

const root = join(import.meta.dirname, '..');

/** Every file `env.ts` declares the variables that its part of the hub reads: `title` and `variables`. */
async function readSections(): Promise<EnvSection[]> {
  const files = ['kit', 'gateway', 'cli', 'demo', 'subgraphs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(^|\/)env\.ts$/.test(path))
      .sort()
      .map((path) => join(root, folder, path)),
  );
  return Promise.all(files.map(async (file) => (await import(file)) as EnvSection));
}

test('every reader declares its variables, each variable once', async () => {
  const sections = await readSections();
  expect(sections.length).toBeGreaterThan(0);
  for (const { title, variables } of sections) {
    expect(title).toBeTypeOf('string');
    expect(flatten(variables).length).toBeGreaterThan(0);
  }
  const names = sections.flatMap((s) => flatten(s.variables).map((v) => v.name));
  expect(names).toEqual([...new Set(names)]);
});

test('.env.example lists what the readers read (npx vitest run tests/env-example.test.ts -u writes it)', async () => {
  await expect(renderEnvExample(await readSections())).toMatchFileSnapshot(join(root, '.env.example'));
});
