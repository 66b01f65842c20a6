import { afterEach, expect, it } from 'vitest';
import { cacheDefaults } from './plugins/cache/settings.ts';
import type { GatewayOptions } from './server.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { keptSupergraph } from './testing/kept-supergraph.ts';
import { oddServer, type OddServer } from './testing/odd-server.ts';

let odd: OddServer;
let hub: UnderTest;
afterEach(async () => {
  await hub.stop();
  await odd.stop();
});

/** The remote subgraph `letters` answers with what it was told of the client. */
async function start(options: Partial<GatewayOptions> & { supergraph?: string }): Promise<void> {
  odd = await oddServer(({ headers }, response) => {
    const told = `${headers.authorization ?? 'nobody'} ${headers['accept-language'] ?? 'anything'} ${headers.accept ?? ''}`;
    setTimeout(() => response.end(JSON.stringify({ data: { letterBox: told } })), 50);
  });
  hub = await gatewayUnderTest({ addresses: { letters: odd.url }, ...options });
}

const passHeaders = ['authorization', 'accept-language'];
const box = async (headers: Record<string, string> = {}): Promise<unknown> =>
  ((await hub.ask('{ letterBox }', {}, { headers })).data as { letterBox: unknown } | null)?.letterBox;

it('remote subgraphs get the headers that were named, and no others', async () => {
  await start({ passHeaders });
  const headers = { authorization: 'Bearer a', 'accept-language': 'fr', 'x-other': 'x', accept: '*/*' };
  // The second time it goes past Apollo Server.
  for (let again = 0; again < 2; again += 1) expect(await box(headers)).toBe('Bearer a fr application/json');
  expect(odd.requests.every((request) => request.headers['x-other'] === undefined)).toBe(true);
  expect((await hub.ask('{ letterBox }')).headers.get('vary')).toMatch(/authorization, accept-language/);
  expect(await box({ authorization: 'Bearer b' })).toMatch(/^Bearer b (anything|\*) application\/json$/);
});

it('remote subgraphs get none unless some were named', async () => {
  await start({});
  expect(await box({ authorization: 'Bearer a' })).toMatch(/^nobody /);
  expect((await hub.ask('{ letterBox }')).headers.get('vary')).not.toMatch(/authorization/);
});

it('what is kept or shared is kept apart by them', async () => {
  const kept = { ...cacheDefaults, deduplicate: true, responseBytes: 1_000_000, entityBytes: 1_000_000 };
  await start({ passHeaders: ['authorization'], supergraph: keptSupergraph(), cache: kept });
  const first = async (authorization: string): Promise<string> => String(await box({ authorization })).slice(0, 1);
  expect(await Promise.all(['a', 'b', 'a'].map(first))).toEqual(['a', 'b', 'a']);
  expect(odd.requests).toHaveLength(2);
  expect([await first('a'), await first('b')]).toEqual(['a', 'b']);
  expect(odd.requests).toHaveLength(2);
  expect(await first('c')).toBe('c');
  // What is private is kept for nobody in particular by no one.
  expect([await box(), await box()]).toEqual([await box(), await box()]);
  expect(odd.requests).toHaveLength(7);
});

it('a page of another origin may send them', async () => {
  await start({ passHeaders: ['x-tenant'], corsOrigins: ['https://crm.example.com'] });
  const { headers } = await fetch(hub.url, {
    method: 'OPTIONS',
    headers: { origin: 'https://crm.example.com', 'access-control-request-method': 'POST' },
  });
  expect(headers.get('access-control-allow-headers')).toMatch(/, x-tenant$/);
});
