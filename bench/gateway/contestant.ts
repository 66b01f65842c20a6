import { pino } from 'pino';
import { engines, type EngineName } from '../../gateway/engines/engines.ts';
import { startGateway } from '../../gateway/server.ts';
import { systemClock } from '../../kit/context.ts';
import { supergraphFile } from '../../schema/artefacts.ts';
import { registry } from '../../schema/registry.ts';
import { fileURLToPath } from 'node:url';
import { openDemoHub } from './demo-world.ts';
import { startFloor } from './floor.ts';

/**
 * One server of the benchmark in a process of its own: `tsx contestant.ts <name>`, with the databases' URLs in the
 * environment. Says `{ url }` to its parent, and answers every message with its CPU time and memory so far.
 */
async function start(name: string): Promise<string> {
  const hub = await openDemoHub(process.env as Record<string, string>);
  const subgraphs = await hub.start(registry.map((s) => s.name));
  const engine = engines[(name === 'floor' ? 'hub' : name) as EngineName];
  const gateway = await startGateway({
    log: pino({ level: 'silent' }),
    engine,
    supergraphFile: fileURLToPath(supergraphFile),
    services: subgraphs.map((subgraph) => ({ name: subgraph.name, subgraph })),
    graphiql: false,
    clock: systemClock,
  });
  return name === 'floor' ? startFloor(gateway.url) : gateway.url;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, heapMiB: process.memoryUsage().rss / 1024 ** 2 });
});
process.on('disconnect', () => {
  process.exitCode = 0;
  setTimeout(() => process.kill(process.pid), 100);
});
process.send?.({ url: await start(process.argv[2] ?? '') });
