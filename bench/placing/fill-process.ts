import { houseRules } from '../../subgraphs/customer/rules.ts';
import { settle } from '../../subgraphs/customer/store/write-customers.ts';
import { linkChanges } from '../../subgraphs/customer/sync/link-changes.ts';
import { fill } from './fill.ts';
import { writeFilled, type Filled } from './filled.ts';
import { withHub } from './hub.ts';

const [folder = '', ...sizes] = process.argv.slice(2);
const [accounts = 0, seed = 0] = sizes.map(Number);

const say = (text: string): boolean => process.stderr.write(`${text}\n`);
const seconds = (from: number): number => (performance.now() - from) / 1000;

const filled = await withHub(folder, async (store): Promise<Filled> => {
  const started = performance.now();
  const entities = await fill(store, accounts, seed);
  const fillSeconds = seconds(started);
  say(`${String(accounts)} accounts taken over in ${fillSeconds.toFixed(0)} s`);
  const matching = performance.now();
  await store.transaction((trx) => linkChanges(trx, { now: new Date().toISOString(), rules: houseRules() }));
  await settle(store);
  const matchSeconds = seconds(matching);
  say(`matched and kept in ${matchSeconds.toFixed(0)} s`);
  // as autovacuum would, which this server does without
  await store.raw('vacuum');
  // or the server would not end in time: one that is killed forgets what matching keeps
  await store.raw('checkpoint');
  const peakMemoryMiB = process.resourceUsage().maxRSS / 1024;
  return { accounts, seed, entities, fillSeconds, matchSeconds, peakMemoryMiB };
});
await writeFilled(folder, filled);
process.stdout.write(JSON.stringify(filled));
