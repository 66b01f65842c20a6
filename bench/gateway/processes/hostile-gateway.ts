import { destination, pino } from 'pino';
import { engines, isEngineName } from '../../../gateway/engines/engines.ts';
import { startGateway } from '../../../gateway/server.ts';
import { calm, madeSubgraph, names } from '../../../gateway/testing/made-subgraphs.ts';

/** `hostile-gateway.ts <engine> <supergraph file>`: a gateway over the made subgraphs that scenarios/hostile is written for. */
const [engine = '', supergraphFile = ''] = process.argv.slice(2);
if (!isEngineName(engine)) throw new Error(`no engine ${engine}`);
const gateway = await startGateway({
  log: pino({ level: 'warn' }, destination('/dev/null')),
  engine: engines[engine],
  supergraphFile,
  services: names.map((name) => ({ name, subgraph: madeSubgraph(name, { ...calm(), remembers: false }) })),
});
process.send?.({ ready: gateway.url });
