import { expect, test } from 'vitest';
import type { SourceSync, SyncReport } from '../../kit/subgraph/sync.ts';
import { renderSync } from './sync-progress.ts';

const counts = { rows: 60, added: 60, changed: 0, unchanged: 0, removed: 0, ms: 5 };
const read: SourceSync = { system: 'shop', feed: 'customers', status: 'OK', ...counts, error: null };
const error = { code: 'LEGACY_TIMEOUT' as const, message: 'Too late.' };
const lines = (report: SyncReport): string[] => renderSync(report).trimEnd().split('\n').slice(1);

test.each<[string, SyncReport, (string | RegExp)[]]>([
  ['a dry run', { dryRun: true, sources: [read], linked: null }, [/^shop +60 +60/, 'Nothing was written (--dry-run).']],
  [
    'a system that fails',
    { dryRun: false, sources: [{ ...read, status: 'FAILED', error }], linked: null },
    [/^shop +failed +LEGACY_TIMEOUT +Too late\.$/, 'No source could be read.'],
  ],
  ['sources without customers', { dryRun: false, sources: [], linked: null }, ['No source has a customers.sql.']],
])('%s is told as what it was', (_, report, expected) => {
  const told = lines(report);
  expect(told).toHaveLength(expected.length);
  for (const [at, line] of expected.entries()) expect(told[at]).toMatch(line);
});
