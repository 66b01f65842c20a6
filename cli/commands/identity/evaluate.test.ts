import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EvaluationReport } from '../../../kit/subgraph/evaluate.ts';
import { temporaryFolder } from '../../../kit/test-servers/temporary-folder.ts';
import { run } from '../../run.ts';
import { capture } from '../../testing/capture.ts';

const folder = temporaryFolder();
writeFileSync(join(folder, 'dataset.yaml'), 'name: made\n');
// one person as Otto Stone and Ruth Lind, without anything to show it: a mistake that any run makes
const rows = [
  'crm,1,person,Anna Berg,anna.b77@example.com,1970-02-03',
  'erp,1,person,ANNA BERG,anna.b77@example.com,1970-02-03',
  'erp,2,person,Otto Stone,stone12@example.org,1958-11-30',
  'crm,2,person,Ruth Lind,,',
];
/** So many others, each alone, that a name and an address in common mean something. */
const others = Array.from({ length: 60 }, (_, at) => {
  const word = [at % 8, Math.floor(at / 8), 7].map((n) => 'bdfgklmn'[n % 8]?.concat('aeiou'[n % 5] ?? '')).join('');
  return {
    id: String(100 + at),
    row: `${word} ${word}sen,${word}@example.net,19${String(20 + at)}-0${String(1 + (at % 9))}-15`,
  };
});
rows.push(...others.map(({ id, row }) => `web,${id},person,${row}`));
writeFileSync(join(folder, 'records.csv'), `system,id,kind,name,email,birth_on\n${rows.join('\n')}\n`);
const truth = ['crm,1,A', 'erp,1,A', 'erp,2,B', 'crm,2,B', ...others.map(({ id }) => `web,${id},${id}`)];
writeFileSync(join(folder, 'truth.csv'), `system,id,entity\n${truth.join('\n')}\n`);

const hub = async (...line: string[]) => {
  const io = capture();
  const code = await run(['identity', 'evaluate', ...line], io, '1.2.3');
  return { code, out: io.out(), err: io.err() };
};

test('prints one JSON document on stdout and talks on stderr', async () => {
  const { code, out, err } = await hub(folder, '--json');
  expect([code, err.includes('Matching')]).toEqual([0, true]);
  const report = JSON.parse(out) as EvaluationReport;
  expect(report).toMatchObject({
    dataset: 'made',
    records: 64,
    entities: 62,
    truePairs: 2,
    pairs: { precision: 1, recall: 0.5 },
    bcubed: { precision: 1, recall: 63 / 64 },
    blocking: { recall: 0.5 },
  });
  expect(report.pairs.f1).toBeCloseTo(2 / 3, 12);
  expect(report.seconds).toBeGreaterThan(0);
  expect(report.peakMemoryMiB).toBeGreaterThan(10);
  expect(report.mistakes).toMatchObject([{ kind: 'SPLIT', pairs: 1, parts: [1, 1], cause: 'NOT_COMPARED' }]);
  const explanation = report.mistakes[0]?.explanation;
  expect(explanation?.evidence.reduce((sum, { weight }) => sum + weight, explanation.prior)).toBe(explanation?.weight);
});

test('shows figures and mistakes to people, and values of records only when asked', async () => {
  const { out } = await hub(folder);
  expect(out).toContain('made: 64 records, 62 entities, 2 true pairs');
  expect(out).toMatch(/pairs +1\.0000 +0\.5000 +0\.6667/);
  expect(out).toContain('crm 2 and erp 2: the two were never compared: no block has both.');
  expect(out).toContain('before any evidence');
  expect(out).not.toMatch(/Stone|Ruth|1958/i);
  const shown = await hub(folder, '--show-values');
  expect(shown.out).toContain('Otto Stone');
  expect((await hub(folder, '--mistakes', '0')).out).not.toContain('Worst mistakes');
});

test('leaves attributes out', async () => {
  const { out } = await hub(folder, '--without', 'email', 'birth_on', '--json');
  expect((JSON.parse(out) as EvaluationReport).without).toEqual(['email', 'birth_on']);
  const unknown = await hub(folder, '--without', 'emial');
  expect([unknown.code, unknown.out]).toEqual([1, '']);
  expect(unknown.err).toContain(
    'The data set has no attribute emial; did you mean email? It has: birth_on, email, name.',
  );
});

test('takes rules from a file, and refuses bad ones and bad folders with every problem', async () => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, 'persons:\n  cluster: { pair: 90, mean: 90 }\n');
  const strict = await hub(folder, '--rules', rules, '--json');
  expect((JSON.parse(strict.out) as EvaluationReport).pairs.recall).toBe(0);
  writeFileSync(rules, 'persons:\n  clutser: 1\norganisations: {}\n');
  const refused = await hub(folder, '--rules', rules);
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain('did you mean cluster?');
  expect(refused.err).toContain('did you mean organizations?');
  const nowhere = await hub(join(folder, 'nowhere'));
  expect([nowhere.code, nowhere.out]).toEqual([1, '']);
  expect(nowhere.err).toContain('3 problems in 3 files.');
});

test('asks for a folder', async () => {
  const { code, err } = await hub();
  expect(code).toBe(2);
  expect(err).toContain("missing required argument 'folder'");
});
