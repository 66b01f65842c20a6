import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';
import { createTestDatabase, type TestDatabase } from '../kit/test-servers/test-database.ts';

const bin = fileURLToPath(new URL('../bin/hub.mjs', import.meta.url));
const folder = temporaryFolder();
let hub: TestDatabase;
let shop: TestDatabase;

beforeAll(async () => {
  [hub, shop] = await Promise.all([createTestDatabase('beside_hub'), createTestDatabase('beside_shop')]);
  await shop.run(`create table buyer as select 1 as no, 'Anna' as name;
    create role reader_${shop.name} login password 'reader'; grant select on buyer to reader_${shop.name}`);
  const yaml = 'system: shop\ntitle: A shop\nconnection: SHOP_URL\nserves: [customer]\ntimeZone: UTC\n';
  writeFileSync(join(folder, 'source.yaml'), yaml);
  writeFileSync(join(folder, 'customers.sql'), 'select b.no as account_id, b.name from buyer b\n');
});
afterAll(async () => {
  await shop.run(`drop owned by reader_${shop.name}; drop role reader_${shop.name}`);
  await Promise.all([hub.drop(), shop.drop()]);
});

/** What a hub that starts on these systems says on stderr until it is ready, or null when it ends before. */
async function saidUntilReady(): Promise<string | null> {
  const { PATH, TMPDIR } = process.env;
  const url = new URL(shop.url);
  url.username = `reader_${shop.name}`;
  url.password = 'reader';
  const env = { PATH, TMPDIR, HOME: folder, HUB_LOG_LEVEL: 'fatal', HUB_DATABASE_URL: hub.url, SHOP_URL: url.href };
  const child = spawn(process.execPath, [bin, 'start', '--port', '0', '--sources', folder], { env });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const isReady = await Promise.race([
    once(child.stdout, 'data').then(() => true),
    once(child, 'exit').then(() => false),
  ]);
  if (isReady) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  return isReady ? said : null;
}

test('a hub that starts while another sync of its database runs says so, and serves', async () => {
  const other = new pg.Client({ connectionString: hub.url });
  await other.connect();
  // as a sync does
  await other.query('begin; select pg_advisory_xact_lock(7264110002)');
  const said = await saidUntilReady().finally(() => other.end());
  expect(said).toContain('Nothing was read: Another sync of this hub is running');
  expect(await saidUntilReady()).not.toContain('Nothing was read');
  expect(await hub.run('select count(*)::int as n from customer')).toEqual([{ n: 1 }]);
}, 60_000);
