import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as hub from '../cli/env.ts';
import * as gateway from '../gateway/env.ts';
import * as everywhere from '../kit/env/env.ts';
import { renderEnvExample } from '../kit/env/example-file.ts';
import { flatten } from '../kit/env/read-env.ts';
import * as subgraph from '../cli/subgraph-env.ts';
import * as customer from '../subgraphs/customer/env.ts';
import * as telemetry from '../kit/telemetry/env.ts';
import { root } from './source-tree.ts';

const sections = [everywhere, telemetry, hub, gateway, subgraph, customer].map(({ title, variables }) => ({
  title,
  variables,
}));

test('.env.example has every variable of every reader (else: npx vitest run tests/env-example.test.ts -u)', async () => {
  await expect(renderEnvExample(sections)).toMatchFileSnapshot(join(root, '.env.example'));
});

test('README names only variables that somebody reads', () => {
  const known = new Set(sections.flatMap((s) => flatten(s.variables)).map((v) => v.name));
  const table = readFileSync(join(root, 'README.md'), 'utf8').split('## Configuration')[1]?.split('\n## ')[0] ?? '';
  const named = [...table.matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gm)].map((m) => m[1] ?? '');
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
