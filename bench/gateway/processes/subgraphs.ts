import { destination, pino } from 'pino';
import { serveSubgraph } from '../../../kit/subgraph/serve.ts';
import { registry } from '../../../schema/registry.ts';
import { openDemoHub } from '../demo-hub.ts';

/** `subgraphs.ts`: all subgraphs in one process, each on a port of its own, as gateways reach them over HTTP. */
const log = pino({ level: 'warn' }, destination('/dev/null'));
const hub = await openDemoHub(process.env as Record<string, string>);
const subgraphs = await hub.start(registry.map(({ name }) => name));
const served = await Promise.all(
  subgraphs.map(async (subgraph) => [subgraph.name, (await serveSubgraph(subgraph, { log })).url] as const),
);
process.send?.({ ready: Object.fromEntries(served) });
