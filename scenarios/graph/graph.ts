import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { inject } from 'vitest';
import { openHub, type Hub } from '../../cli/hub/open-hub.ts';
import { loadModules, relationsOf } from '../../cli/hub/subgraph-modules.ts';
import { createDemo, type CreateDemoOptions } from '../../demo/create.ts';
import { engines } from '../../gateway/engines/engines.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../gateway/server.ts';
import { systemClock } from '../../kit/context.ts';
import type { SourceReport } from '../../kit/source-ledger.ts';
import { serveSubgraph } from '../../kit/subgraph/serve.ts';
import { loadSources } from '../../kit/sources/load.ts';
import { renderProblems } from '../../kit/sources/problem.ts';
import type { SyncReport } from '../../kit/subgraph/sync.ts';
import { gatewayEngine } from '../../kit/test-servers/gateway-engine.ts';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { createTestDatabase } from '../../kit/test-servers/test-database.ts';
import { registry } from '../../schema/registry.ts';

export interface Answer<T> {
  readonly data: T;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** `extensions.sources`, by system. */
  readonly sources: Readonly<Record<string, SourceReport>>;
  readonly text: string;
  readonly ms: number;
}

/** The whole graph, as a client has it: databases, sources, six subgraphs, gateway, all over HTTP at the end. */
export interface Graph {
  readonly url: string;
  readonly synced: SyncReport;
  readonly hub: Hub;
  readonly gateway: Gateway;
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  stop(): Promise<void>;
}

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function ask<T>(url: string, query: string, variables: Record<string, unknown>): Promise<Answer<T>> {
  const from = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { data: T; errors?: Answer<T>['errors']; extensions?: { sources?: SourceReport[] } };
  const sources = Object.fromEntries((body.extensions?.sources ?? []).map((line) => [line.system, line]));
  return { data: body.data, errors: body.errors ?? [], sources, text, ms: performance.now() - from };
}

export interface GraphOptions {
  /** Source folders below the project. */
  readonly folders: readonly string[];
  /** URLs of the sources by environment variable. */
  readonly connections: Readonly<Record<string, string>>;
  readonly gateway?: Partial<GatewayOptions>;
  /** Subgraphs each on a port of their own, as in production, instead of in the gateway's process. */
  readonly overHttp?: boolean;
}

/** Syncs the sources into a hub database of its own and starts everything in this process, on a free port. */
export async function startGraph({ folders, connections, gateway: settings, overHttp }: GraphOptions): Promise<Graph> {
  const modules = await loadModules();
  const { sources, problems } = loadSources(folders.map(inProject), relationsOf(modules));
  if (problems.length > 0) throw new Error(renderProblems(problems));
  const database = await createTestDatabase('hub');
  const log = pino({ level: 'silent' });
  const env = { ...connections, HUB_DATABASE_URL: database.url };
  const hub = openHub({ modules, definitions: sources, env, log, clock: systemClock });
  const synced = await hub.sync({ signal: AbortSignal.timeout(100_000) });
  const subgraphs = await hub.start(registry.map(({ name }) => name));
  const served = overHttp ? await Promise.all(subgraphs.map((subgraph) => serveSubgraph(subgraph, { log }))) : [];
  const gateway = await startGateway({
    log,
    supergraphFile: inProject('schema/supergraph.graphql'),
    engine: engines[gatewayEngine()],
    services: subgraphs.map((subgraph, at) => {
      const url = served[at]?.url;
      return url === undefined ? { name: subgraph.name, subgraph } : { name: subgraph.name, url };
    }),
    ...settings,
  });
  return {
    url: gateway.url,
    synced,
    hub,
    gateway,
    ask: (query, variables = {}) => ask(gateway.url, query, variables),
    stop: async () => {
      await gateway.stop();
      await Promise.all(served.map((each) => each.stop()));
      await hub.stop();
      await database.drop();
    },
  };
}

export const demoFolders = (): string[] =>
  readdirSync(inProject('sources'))
    .filter((name) => name.startsWith('demo-'))
    .map((name) => `sources/${name}`);

export interface DemoGraph extends Graph {
  /** URL of the superuser of the server that has the demo databases. */
  readonly adminUrl: string;
  /** Letters before the names of the demo databases. */
  readonly prefix: string;
  readonly truthFolder: string;
}

/** The whole graph over a made company of its own. `prefix` keeps test files apart on the shared server. */
export async function startDemoGraph(
  prefix: string,
  options: Partial<CreateDemoOptions> & Pick<GraphOptions, 'gateway' | 'overHttp'> = {},
): Promise<DemoGraph> {
  const { gateway, overHttp = false, ...wanted } = options;
  const adminUrl = inject('postgresUrl');
  const truthFolder = temporaryFolder();
  const demo = { adminUrl, customers: 150, seed: 7, databasePrefix: prefix, truthFolder, ...wanted };
  const { connections } = await createDemo(demo);
  const graph = await startGraph({ folders: demoFolders(), connections, overHttp, ...(gateway && { gateway }) });
  return { ...graph, adminUrl, prefix, truthFolder };
}
