import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { openDemoHub } from '../../bench/gateway/demo-hub.ts';
import { demoFolders } from '../../cli/hub/demo-folders.ts';
import { definitionsOf } from '../../cli/hub/definitions.ts';
import { loadModules } from '../../cli/hub/subgraph-modules.ts';
import type { Service } from '../../gateway/engine.ts';
import { engines } from '../../gateway/engines/engines.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../gateway/server.ts';
import { askedEngine } from '../../gateway/testing/asked-engine.ts';
import { serveSubgraph } from '../../kit/subgraph/serve.ts';
import { supergraphFile } from '../../schema/artefacts.ts';
import { registry } from '../../schema/registry.ts';
import { startHttpProxy } from './proxies/http-proxy.ts';
import { startTcpProxy } from './proxies/tcp-proxy.ts';
import { whole } from './queries.ts';
import { httpTarget, tcpTarget, type Target } from './targets.ts';

/** Subgraphs that answer over HTTP here; the others are in the gateway's process. */
const remote = ['marketing', 'erp'];
/** Milliseconds after which a statement, and a call into a remote subgraph, is given up: `statementTimeout` of the demo's sources. */
export const timeoutMs = 3_000;

export interface World {
  readonly gateway: Gateway;
  /** What can be made to fail. */
  readonly targets: readonly Target[];
  readonly customers: readonly string[];
  /** JSON of each part of each customer, by the stock engine over the databases themselves. */
  expected(customer: string, key: string): string;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** URLs of the hub's database and of the demo company's, synced. */
  readonly env: Readonly<Record<string, string>>;
  readonly random: () => number;
  readonly customers: number;
  readonly gateway?: Partial<GatewayOptions>;
  readonly log?: Logger;
}

/** The demo company behind a gateway with the hub engine, each legacy database and each remote subgraph behind a proxy. */
export async function startWorld({ env, random, customers: count, ...options }: WorldOptions): Promise<World> {
  const { log = pino({ level: 'silent' }) } = options;
  const { customers, expected } = await askOracle(env, count);
  const definitions = definitionsOf(demoFolders(), await loadModules());
  const targets: Target[] = [];
  const proxied: Record<string, string> = { ...env };
  for (const { system, connection, serves } of definitions) {
    const url = new URL(env[connection] ?? '');
    const proxy = await startTcpProxy(Number(url.port), random);
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    proxied[connection] = url.href;
    targets.push(tcpTarget(system, serves, proxy));
  }
  const hub = await openDemoHub(proxied);
  const subgraphs = await hub.start(registry.map(({ name }) => name));
  const ends: (() => Promise<void>)[] = [() => hub.stop(), ...targets.map((target) => () => target.stop())];
  const services: Service[] = [];
  for (const subgraph of subgraphs) {
    const { name } = subgraph;
    if (!remote.includes(name)) {
      services.push({ name, subgraph });
      continue;
    }
    const served = await serveSubgraph(subgraph, { log });
    const proxy = await startHttpProxy(served.url, random);
    targets.push(httpTarget(name, proxy));
    ends.unshift(
      () => proxy.stop(),
      () => served.stop({ closeWithinMs: 500 }),
    );
    services.push({ name, url: proxy.url, timeoutMs });
  }
  const gateway = await startGateway({
    log,
    supergraphFile: fileURLToPath(supergraphFile),
    engine: engines.hub,
    services,
    ...options.gateway,
  });
  return {
    gateway,
    targets,
    customers,
    expected: (customer, key) => expected.get(`${customer} ${key}`) ?? 'nothing',
    async stop() {
      await gateway.stop({ closeWithinMs: 1_000 });
      for (const end of ends) await end();
    },
  };
}

/** Customers, and what is true of them, learned without hub engine, proxies and HTTP. */
async function askOracle(env: WorldOptions['env'], count: number) {
  const hub = await openDemoHub(env);
  const subgraphs = await hub.start(registry.map(({ name }) => name));
  const services = subgraphs.map((subgraph) => ({ name: subgraph.name, subgraph }));
  const oracle = await askedEngine(engines.apollo, await readFile(supergraphFile, 'utf8'), services);
  const { data } = await oracle.ask(`{ customers(first: ${count}) { nodes { id } } }`);
  const list = JSON.parse(data ?? '{}') as { customers: { nodes: { id: string }[] } };
  const customers = list.customers.nodes.map(({ id }) => id);
  const expected = new Map<string, string>();
  for (const id of customers) {
    const answer = await oracle.ask(whole.text, { id });
    if (answer.errors.length > 0) throw new Error(`the oracle has no answer: ${answer.errors[0]?.message ?? ''}`);
    const { customer } = JSON.parse(answer.data ?? '{}') as { customer: Record<string, unknown> };
    for (const [key, value] of Object.entries(customer)) expected.set(`${id} ${key}`, JSON.stringify(value));
  }
  await oracle.stop();
  await hub.stop();
  return { customers, expected };
}
