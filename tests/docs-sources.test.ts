import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkNames } from '../kit/sources/check/check-result.ts';
import { isField, sourceFields } from '../kit/sources/yaml/source-fields.ts';
import type { Column, Relation } from '../kit/relation.ts';
import { registry } from '../schema/registry.ts';

const file = join(import.meta.dirname, '../docs/sources.md');
const heading = '## Relations\n';

function kindOf(column: Column): string {
  return column.kind === 'code' ? `code: ${column.values.join(', ')}` : column.kind;
}

function renderRelation(relation: Relation): string {
  const rows = Object.entries(relation.columns).map(([name, column]) => {
    const title = relation.key.includes(name) ? `**${name}**` : name;
    return `| ${title} | ${kindOf(column)} | ${column.required ? 'yes' : ''} | ${column.description} |\n`;
  });
  return `\n#### ${relation.name}.sql\n\n${relation.description}\n\n| column | kind | required | meaning |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

async function renderRelations(): Promise<string> {
  const parts = await Promise.all(
    registry.map(async ({ name }) => {
      const { relations } = (await import(`../subgraphs/${name}/relations.ts`)) as { relations: readonly Relation[] };
      expect(relations.length).toBeGreaterThan(0);
      const note = name === 'customer' ? ' (feeds: any source may serve them)' : '';
      return `\n### ${name}${note}\n${relations.map(renderRelation).join('')}`;
    }),
  );
  return `${heading}\nBold columns are the key. Written by \`npx vitest run tests/docs-sources.test.ts -u\`.\n${parts.join('')}`;
}

test('docs/sources.md lists every relation with every column (run with -u to write the list)', async () => {
  const guide = readFileSync(file, 'utf8').split(heading)[0] ?? '';
  expect(guide.length).toBeGreaterThan(1000);
  await expect(guide + (await renderRelations())).toMatchFileSnapshot(file);
});

test('docs/sources.md shows every key of source.yaml and explains every check and kind', () => {
  const guide = readFileSync(file, 'utf8').split(heading)[0] ?? '';
  const fields = sourceFields(registry.map((s) => s.name));
  const keys = Object.entries(fields).flatMap(([key, field]) =>
    isField(field) ? [key] : [key, ...Object.keys(field)],
  );
  expect(keys).toHaveLength(15);
  for (const key of keys) expect(guide).toMatch(new RegExp(`^ *${key}:`, 'm'));
  for (const check of checkNames) expect(guide).toContain(`| ${check} |`);
  const kinds = ['key', 'text', 'texts', 'integer', 'decimal', 'instant', 'date', 'boolean', 'code'];
  for (const kind of kinds) expect(guide).toContain(`| ${kind} |`);
});
