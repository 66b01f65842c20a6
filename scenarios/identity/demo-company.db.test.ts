import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { createDemo } from '../../demo/create.ts';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { demoFolders } from '../graph/graph.ts';
import { accountName, judge, readFeeds } from './feeds.ts';

test('the accounts of a made company of six systems: hardly a wrong join, most of the right ones', async () => {
  const truthFolder = temporaryFolder();
  const demo = { adminUrl: inject('postgresUrl'), customers: 1500, seed: 11, databasePrefix: 'match_', truthFolder };
  const { connections, accounts } = await createDemo(demo);
  const records = await readFeeds(demoFolders(), connections);
  expect(records).toHaveLength(accounts);
  const lines = (await readFile(join(truthFolder, 'truth.csv'), 'utf8')).trim().split('\n').slice(1);
  const truth = new Map(
    lines.map((line) => {
      const [system = '', id = '', entity = ''] = line.split(',');
      return [accountName({ system, id }), entity];
    }),
  );
  expect(records.every((record) => truth.has(accountName(record)))).toBe(true);
  const { precision, recall } = judge(records, truth);
  process.stderr.write(`\nmade company: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n`);
  expect(precision).toBeGreaterThan(0.997);
  expect(recall).toBeGreaterThan(0.98);
}, 120_000);
