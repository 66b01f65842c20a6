import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../kit/test-servers/temporary-folder.ts';
import { evaluateApart } from './evaluate-apart.ts';
import { evaluate } from './evaluate.ts';

const folder = temporaryFolder();
beforeAll(async () => {
  const people = Array.from(
    { length: 40 },
    (_, at) => `${at % 2 === 0 ? 'a' : 'b'},${String(at)},person,Anna Berg${String(at >> 1)}`,
  );
  writeFileSync(join(folder, 'records.csv'), `system,id,kind,name\n${people.join('\n')}\n`);
  const truth = people.map((_, at) => `${at % 2 === 0 ? 'a' : 'b'},${String(at)},${String(at >> 1)}`);
  writeFileSync(join(folder, 'truth.csv'), `system,id,entity\n${truth.join('\n')}\n`);
  writeFileSync(join(folder, 'dataset.yaml'), 'name: apart\nrecords: records.csv\ntruth: truth.csv\n');
});

test('reports what the same thread would, and how far it is', async () => {
  const steps: string[] = [];
  const report = await evaluateApart(folder, { onProgress: (step) => void steps.push(step) });
  const here = await evaluate(folder);
  const own = { seconds: 0, peakMemoryMiB: 0 };
  expect({ ...report, ...own }).toEqual({ ...here, ...own });
  expect(report.records).toBe(40);
  expect([...new Set(steps)]).toEqual(['features', 'candidate pairs', 'learning weights', 'clusters']);
});

test('throws what people are told, by name and code', async () => {
  await expect(evaluateApart(join(folder, 'nowhere'))).rejects.toMatchObject({ name: 'DatasetProblems' });
  const unknown = evaluateApart(folder, { without: ['colour'] });
  await expect(unknown).rejects.toMatchObject({ name: 'HubError', code: 'BAD_USER_INPUT' });
});

test('ends at once when asked to', async () => {
  const ending = new AbortController();
  const report = evaluateApart(folder, { signal: ending.signal });
  ending.abort();
  await expect(report).rejects.toMatchObject({ name: 'AbortError' });
  await expect(evaluateApart(folder, { signal: ending.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
