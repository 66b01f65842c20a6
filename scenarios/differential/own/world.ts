import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { demoFolders } from '../../../cli/hub/demo-folders.ts';
import { definitionsOf } from '../../../cli/hub/definitions.ts';
import { openHub } from '../../../cli/hub/open-hub.ts';
import { loadModules } from '../../../cli/hub/subgraph-modules.ts';
import { createDemo } from '../../../demo/create.ts';
import { engines, type EngineName } from '../../../gateway/engines/engines.ts';
import { systemClock } from '../../../kit/context.ts';
import { createTestDatabase } from '../../../kit/test-servers/test-database.ts';
import { supergraphFile } from '../../../schema/artefacts.ts';
import { registry } from '../../../schema/registry.ts';
import { engineContestant, oracleContestant } from '../contestants.ts';
import type { World } from '../duel.ts';
import { Faults, mayFail, withFaults } from '../faults.ts';
import { ownershipOf } from '../oracle/ownership.ts';
import { ownPools } from './pools.ts';

export interface OwnWorldOptions {
  /** Superuser of the server that takes the demo company and the hub's database. */
  readonly postgresUrl: string;
  /** Letters before the names of the demo databases. */
  readonly prefix: string;
  readonly customers: number;
}

/** Our own supergraph over a made company; everybody reads the same databases. */
export async function ownWorld(names: readonly EngineName[], options: OwnWorldOptions): Promise<World> {
  const { postgresUrl: adminUrl, prefix: databasePrefix, customers } = options;
  const truthFolder = await mkdtemp(join(tmpdir(), 'hub-differential-'));
  const database = await createTestDatabase('differential', adminUrl);
  const { connections } = await createDemo({ adminUrl, customers, seed: 5, databasePrefix, truthFolder });
  const modules = await loadModules();
  const hub = openHub({
    modules,
    definitions: definitionsOf(demoFolders(), modules),
    env: { ...connections, HUB_DATABASE_URL: database.url },
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
  await hub.sync({ signal: AbortSignal.timeout(120_000) });
  const faults = new Faults();
  const running = await hub.start(registry.map((s) => s.name));
  const subgraphs = running.map((subgraph) => withFaults(subgraph, faults));
  const services = subgraphs.map((subgraph) => ({ name: subgraph.name, subgraph }));
  const sdl = await readFile(supergraphFile, 'utf8');
  const contestants = await Promise.all(names.map((name) => engineContestant(name, engines[name], sdl, services)));
  const [first] = contestants;
  if (!first) throw new Error('nobody to compare');
  const oracle = oracleContestant(first.schema, sdl, subgraphs);
  return {
    name: 'own',
    contestants,
    oracle,
    sdl,
    services: () => services,
    faults,
    mayFail: mayFail(ownershipOf(sdl), oracle.schema),
    generate: { pools: await ownPools(oracle), maxDepth: 6, maxFields: 30 },
    stop: async () => {
      await Promise.all(contestants.map((c) => c.stop()));
      await hub.stop();
      await database.drop();
      await rm(truthFolder, { recursive: true, force: true });
    },
  };
}
