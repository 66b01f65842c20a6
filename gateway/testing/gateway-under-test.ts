import { pino } from 'pino';
import { gatewayEngine } from '../../kit/test-servers/gateway-engine.ts';
import { temporaryFile } from '../../kit/test-servers/temporary-folder.ts';
import { untilTestEnds } from '../../kit/test-servers/until-test-ends.ts';
import type { Service } from '../engine.ts';
import { engines } from '../engines/engines.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../server.ts';
import { madeSubgraph, names, supergraphOf, type Made, type MadeName } from './made-subgraphs.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly data: unknown;
  readonly errors: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly sources: readonly { system: string; status: string }[];
  readonly ms: number;
}

export interface UnderTest extends Gateway {
  readonly origin: string;
  readonly file: string;
  readonly made: Readonly<Record<MadeName, Made>>;
  /** Lines of the log, as written. */
  readonly log: readonly string[];
  ask(query: string, variables?: Record<string, unknown>, init?: RequestInit): Promise<Answer>;
  send(body: string, init?: RequestInit): Promise<Answer>;
}

/** A gateway on a free port over the made subgraphs, in process unless `addresses` has one for it; `supergraph` may say more. */
export async function gatewayUnderTest(
  options: Partial<GatewayOptions> & { addresses?: Partial<Record<MadeName, string>>; supergraph?: string } = {},
): Promise<UnderTest> {
  const file = temporaryFile('supergraph.graphql', options.supergraph ?? supergraphOf());
  const made = { people: madeSubgraph('people'), letters: madeSubgraph('letters'), visits: madeSubgraph('visits') };
  const log: string[] = [];
  const { addresses = {}, ...rest } = options;
  const services = names.map((name): Service => {
    const url = addresses[name];
    return url === undefined ? { name, subgraph: made[name] } : { name, url };
  });
  const gateway = await startGateway({
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    supergraphFile: file,
    engine: engines[gatewayEngine()],
    services,
    subgraphTimeoutMs: 400,
    supergraphPollMs: 20,
    ...rest,
  });
  const send = (body: string, init: RequestInit = {}): Promise<Answer> => post(gateway.url, body, init);
  return {
    ...gateway,
    origin: new URL(gateway.url).origin,
    file,
    made,
    log,
    send,
    ask: async (query, variables = {}, init = {}) => send(JSON.stringify({ query, variables }), init),
  };
}

/** The same, stopped when the test that runs has ended. */
export const gatewayForTest = async (options: Partial<GatewayOptions> = {}): Promise<UnderTest> =>
  untilTestEnds(await gatewayUnderTest(options));

export const post = (url: string, body: string, init: RequestInit = {}): Promise<Answer> =>
  fetched(url, {
    method: 'POST',
    body,
    ...init,
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(init.headers)) },
  });

export async function fetched(url: string, init: RequestInit): Promise<Answer> {
  const from = performance.now();
  const response = await fetch(url, init);
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  const extensions = (json['extensions'] ?? {}) as { sources?: Answer['sources'] };
  return {
    status: response.status,
    text,
    headers: response.headers,
    data: json['data'],
    errors: (json['errors'] ?? []) as Answer['errors'],
    extensions: { ...extensions },
    sources: extensions.sources ?? [],
    ms: performance.now() - from,
  };
}
