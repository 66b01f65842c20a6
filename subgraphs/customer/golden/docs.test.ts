import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { criterionNames } from './criteria.ts';
import { parseRules } from './read-rules.ts';
import { goldenFields, survivorshipRules, type Step } from './rules.ts';

const page = readFileSync(new URL('../../../docs/identity.md', import.meta.url), 'utf8');
const section = /^## Golden record\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(page)?.[1] ?? '';

const stepText = (step: Step): string => (typeof step === 'string' ? step : `AGREES_WITH ${step.AGREES_WITH}`);

test('docs/identity.md has the rules of the house, field by field', () => {
  const { fields, spelling } = survivorshipRules();
  const rows = goldenFields.map((field) => `| \`${field}\` | ${fields[field].steps.map(stepText).join(', ')} |`);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of [...rows, `| spelling | ${spelling.map(stepText).join(', ')} |`]) expect(section).toContain(row);
});

test('docs/identity.md explains every criterion, and its example is a rules file', () => {
  for (const name of [...criterionNames, 'AGREES_WITH']) expect(section).toContain(`| \`${name}\` |`);
  const example = /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  const rules = parseRules('docs/identity.md', example, ['erp', 'crm', 'hr']);
  expect(rules).not.toEqual(survivorshipRules());
});
