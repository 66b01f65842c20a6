import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import { engines, isEngineName } from '../../../gateway/engines/engines.ts';
import { startGateway } from '../../../gateway/server.ts';
import { madeSubgraph, names, supergraphOf } from '../../../gateway/testing/made-subgraphs.ts';

/** `hostile-gateway.ts <engine>`: a gateway over the made subgraphs that scenarios/hostile is written for. */
const [engine = ''] = process.argv.slice(2);
if (!isEngineName(engine)) throw new Error(`no engine ${engine}`);
const supergraphFile = join(await mkdtemp(join(tmpdir(), 'hub-bench-hostile-')), 'supergraph.graphql');
await writeFile(supergraphFile, supergraphOf());
const gateway = await startGateway({
  log: pino({ level: 'warn' }, destination('/dev/null')),
  engine: engines[engine],
  supergraphFile,
  services: names.map((name) => ({ name, subgraph: madeSubgraph(name) })),
});
process.send?.({ ready: gateway.url });
