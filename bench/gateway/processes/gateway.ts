import '../../../kit/http/small-while-loading.ts';
import { destination, pino } from 'pino';
import type { Service } from '../../../gateway/engine.ts';
import { gatewayEnv } from '../../../gateway/env.ts';
import { engines, isEngineName } from '../../../gateway/engines/engines.ts';
import { startGateway } from '../../../gateway/server.ts';
import { systemClock } from '../../../kit/context.ts';
import { registry } from '../../../schema/registry.ts';
import { openDemoHub } from '../demo-hub.ts';

/**
 * `gateway.ts <engine> <supergraph file> [<urls of subgraphs as JSON>]`: the gateway as `npm start` has it, with the variables
 * of the environment, over subgraphs in this process or at these addresses.
 */
const [engine = '', supergraphFile = '', urls] = process.argv.slice(2);
if (!isEngineName(engine)) throw new Error(`no engine ${engine}`);

async function servicesHere(): Promise<Service[]> {
  const hub = await openDemoHub(process.env as Record<string, string>);
  return (await hub.start(registry.map(({ name }) => name))).map((subgraph) => ({ name: subgraph.name, subgraph }));
}

const servicesAt = (addresses: Readonly<Record<string, string>>): Service[] =>
  Object.entries(addresses).map(([name, url]) => ({ name, url }));

const gateway = await startGateway({
  ...gatewayEnv(process.env).settings,
  port: 0,
  log: pino({ level: 'warn' }, destination('/dev/null')),
  engine: engines[engine],
  supergraphFile,
  services: urls === undefined ? await servicesHere() : servicesAt(JSON.parse(urls) as Record<string, string>),
  clock: systemClock,
});
process.send?.({ ready: gateway.url });
