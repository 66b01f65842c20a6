import { envPrefix, registry } from '../schema/registry.ts';
import { readEnv, type Env, type RawEnv, type Variables } from '../kit/env/read-env.ts';
import { address, choice, flag, list, optional, port, text, whole } from '../kit/env/variable.ts';
import { mayPass } from '../kit/http/passed-headers.ts';
import { cacheVariables } from './plugins/cache/settings.ts';
import { defaultEngine, engineNames, type EngineName } from './engines/engines.ts';
import { admissionVariables } from './plugins/admission/settings.ts';
import { isOrigin } from './plugins/cors.ts';
import { costVariables } from './plugins/cost/settings.ts';
import { persistedVariables } from './plugins/persisted/settings.ts';
import { planViewVariables } from './plugins/plan-view/settings.ts';
import { defaults, type GatewaySettings } from './settings.ts';

export const title = 'Gateway';

const { limits, connections, remote } = defaults;

/** Time limit of one subgraph, when it needs another than the rest. */
const timeoutOf = (name: string) => {
  const range = { least: 50, most: 600_000, fallback: defaults.subgraphTimeoutMs };
  const what = `Milliseconds for one call into ${name}; absent means GATEWAY_SUBGRAPH_TIMEOUT_MS`;
  return optional(whole(`${envPrefix(name)}_TIMEOUT_MS`, range, what));
};

const urlOf = (name: string) =>
  address(
    `${envPrefix(name)}_URL`,
    `Where subgraph ${name} answers; absent means in the gateway's own process`,
    `http://${name}.internal:4001/graphql`,
  );

export const variables = {
  host: text('GATEWAY_HOST', 'Address to listen on', { fallback: defaults.host }),
  port: port('GATEWAY_PORT', 4000, 'Port to listen on; 0 takes a free one'),
  engine: choice('GATEWAY_ENGINE', engineNames, defaultEngine, 'Which engine answers operations'),
  subgraphTimeoutMs: whole(
    'GATEWAY_SUBGRAPH_TIMEOUT_MS',
    { least: 50, most: 600_000, fallback: defaults.subgraphTimeoutMs },
    'Milliseconds for one call into one subgraph; more than the statement timeout of its sources',
  ),
  requestTimeoutMs: whole(
    'GATEWAY_REQUEST_TIMEOUT_MS',
    { least: 50, most: 3_600_000, fallback: defaults.requestTimeoutMs },
    'Milliseconds for a whole request',
  ),
  drainGraceMs: whole(
    'GATEWAY_DRAIN_GRACE_MS',
    { least: 0, most: 600_000, fallback: 0 },
    'Milliseconds to go on serving after readiness turned false, so that load balancers turn away',
  ),
  limits: {
    depth: whole('GATEWAY_MAX_DEPTH', { least: 1, most: 1_000, fallback: limits.depth }, 'Deepest nesting of a query'),
    aliases: whole(
      'GATEWAY_MAX_ALIASES',
      { least: 0, most: 10_000, fallback: limits.aliases },
      'Most aliases in a query',
    ),
    directives: whole(
      'GATEWAY_MAX_DIRECTIVES',
      { least: 0, most: 10_000, fallback: limits.directives },
      'Most directives in a query',
    ),
    tokens: whole(
      'GATEWAY_MAX_TOKENS',
      { least: 10, most: 1_000_000, fallback: limits.tokens },
      'Most tokens in a document',
    ),
  },
  cost: costVariables,
  persisted: persistedVariables,
  planView: planViewVariables,
  maxBodyBytes: whole(
    'GATEWAY_MAX_BODY_BYTES',
    { least: 100, most: 1_000_000_000, fallback: defaults.maxBodyBytes },
    'Largest body of a request, bytes',
  ),
  connections: {
    headersTimeoutMs: whole(
      'GATEWAY_HEADERS_TIMEOUT_MS',
      { least: 100, most: 600_000, fallback: connections.headersTimeoutMs },
      'Milliseconds within which the header of a request must have arrived',
    ),
    receiveTimeoutMs: whole(
      'GATEWAY_RECEIVE_TIMEOUT_MS',
      { least: 100, most: 600_000, fallback: connections.receiveTimeoutMs },
      'Milliseconds within which a whole request must have arrived',
    ),
    keepAliveMs: whole(
      'GATEWAY_KEEP_ALIVE_MS',
      { least: 100, most: 3_600_000, fallback: connections.keepAliveMs },
      'Milliseconds that a connection stays open that is unused or whose client reads nothing; longer than the load balancer keeps it',
    ),
    connections: whole(
      'GATEWAY_MAX_CONNECTIONS',
      { least: 1, most: 1_000_000, fallback: connections.connections },
      'Most connections of clients',
    ),
    headerBytes: whole(
      'GATEWAY_MAX_HEADER_BYTES',
      { least: 1_024, most: 1_048_576, fallback: connections.headerBytes },
      'Largest header of a request, bytes',
    ),
  },
  admission: admissionVariables,
  remote: {
    connections: whole(
      'GATEWAY_REMOTE_CONNECTIONS',
      { least: 1, most: 10_000, fallback: remote.connections },
      'Most connections to one remote subgraph',
    ),
    waiting: whole(
      'GATEWAY_REMOTE_WAITING',
      { least: 0, most: 100_000, fallback: remote.waiting },
      'Calls that may wait for a connection to one remote subgraph; the next one is refused at once',
    ),
    spareAfter: whole(
      'GATEWAY_REMOTE_SPARE_AFTER',
      { least: 0, most: 1_000, fallback: remote.spareAfter },
      'Faults in a row after which a remote subgraph is spared until it answers; 0 is never',
    ),
  },
  passHeaders: list(
    'GATEWAY_PASS_HEADERS',
    'Headers of clients that remote subgraphs get too; what caches keep is kept apart by them',
    'authorization,accept-language',
    {
      expected: 'of names of headers, none of which is about one connection, a body, or what the gateway says itself',
      holds: (name) => mayPass(name.toLowerCase()),
    },
  ),
  introspection: flag('GATEWAY_INTROSPECTION', defaults.introspection, 'Whether clients may read the schema'),
  graphiql: flag('GATEWAY_GRAPHIQL', defaults.graphiql, 'Whether a browser at /graphql gets the GraphiQL page'),
  corsOrigins: list(
    'GATEWAY_CORS_ORIGINS',
    'Origins whose pages may ask from a browser; * for all',
    'https://crm.example.com,https://www.example.com',
    {
      expected: 'of origins as browsers send them, with no path and no slash at the end',
      holds: isOrigin,
    },
  ),
  cache: cacheVariables,
  supergraphPollMs: whole(
    'GATEWAY_SUPERGRAPH_POLL_MS',
    { least: 10, most: 3_600_000, fallback: defaults.supergraphPollMs },
    'Milliseconds between two looks at the supergraph file, and at that of trusted documents',
  ),
  subgraphs: Object.fromEntries(registry.map(({ name }) => [name, { url: urlOf(name), timeoutMs: timeoutOf(name) }])),
} as const satisfies Variables;

export interface GatewayEnv {
  readonly settings: GatewaySettings;
  readonly engine: EngineName;
  readonly drainGraceMs: number;
  /** By name of the subgraph; url null means in process, timeoutMs null means the common one. */
  readonly subgraphs: Readonly<Record<string, { readonly url: string | null; readonly timeoutMs: number | null }>>;
}

/** Reads the gateway's variables. Throws EnvFaults with every fault. */
export function gatewayEnv(env: RawEnv): GatewayEnv {
  const { engine, drainGraceMs, subgraphs, ...read }: Env<typeof variables> = readEnv(variables, env);
  const corsOrigins = read.corsOrigins.includes('*') ? '*' : read.corsOrigins;
  const passHeaders = read.passHeaders.map((name) => name.toLowerCase());
  return { settings: { ...defaults, ...read, corsOrigins, passHeaders }, engine, drainGraceMs, subgraphs };
}
