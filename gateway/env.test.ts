import { describe, expect, it } from 'vitest';
import { registry } from '../schema/registry.ts';
import { gatewayEnv } from './env.ts';
import { defaults } from './settings.ts';

describe('the environment of the gateway', () => {
  it('needs nothing: port 4000, every subgraph in process', () => {
    const env = gatewayEnv({});
    expect(env.settings).toEqual({ ...defaults, port: 4000 });
    expect(env.subgraphs).toEqual(
      Object.fromEntries(registry.map(({ name }) => [name, { url: null, timeoutMs: null }])),
    );
    expect(Object.keys(env.subgraphs).length).toBeGreaterThanOrEqual(6);
  });
  it('is read into numbers, lists and places of subgraphs', () => {
    const env = gatewayEnv({
      GATEWAY_PORT: '0',
      GATEWAY_SUBGRAPH_TIMEOUT_MS: '700',
      GATEWAY_MAX_DEPTH: '9',
      GATEWAY_CORS_ORIGINS: 'https://a.example.com, https://b.example.com',
      GATEWAY_INTROSPECTION: 'false',
      ERP_URL: 'http://erp.example.com/graphql',
      ERP_TIMEOUT_MS: '900',
    });
    expect(env.settings).toMatchObject({
      port: 0,
      subgraphTimeoutMs: 700,
      limits: { depth: 9, aliases: defaults.limits.aliases },
      corsOrigins: ['https://a.example.com', 'https://b.example.com'],
      introspection: false,
    });
    expect(env.subgraphs['erp']).toEqual({ url: 'http://erp.example.com/graphql', timeoutMs: 900 });
    expect(gatewayEnv({ GATEWAY_CORS_ORIGINS: '*' }).settings.corsOrigins).toBe('*');
    expect(gatewayEnv({ GATEWAY_PASS_HEADERS: 'Authorization, x-tenant' }).settings.passHeaders).toEqual([
      'authorization',
      'x-tenant',
    ]);
    expect(() => gatewayEnv({ GATEWAY_PASS_HEADERS: 'authorization,Host' })).toThrow(
      /GATEWAY_PASS_HEADERS[^]*a list of names of headers, none of which is about one connection/,
    );
  });
  it.each([
    ['https://a.example.com', true],
    ['http://localhost:3000', true],
    ['https://bücher.example.com', false],
    ['https://a.example.com/', false],
    ['https://a.example.com:443', false],
    ['HTTPS://a.example.com', false],
    ['https://A.example.com', false],
    ['a.example.com', false],
    ['https://*.example.com', false],
    ['capacitor://localhost', true],
    ['*', true],
  ])('takes an origin that a browser can send, and no other: %s %s', (origin, taken) => {
    const read = () => gatewayEnv({ GATEWAY_CORS_ORIGINS: `https://b.example.com, ${origin}` });
    if (taken) expect(read).not.toThrow();
    else expect(read).toThrow(/GATEWAY_CORS_ORIGINS[^]*no slash at the end/);
  });
  it('is refused with every fault at once', () => {
    const wrong = { GATEWAY_PORT: '80000', GATEWAY_MAX_TOKENS: 'many', ERP_URL: 'erp:4006', GATEWAY_GRAPHIQL: 'maybe' };
    expect(() => gatewayEnv(wrong)).toThrow(
      /GATEWAY_PORT[^]*a port from 0 to 65535[^]*GATEWAY_MAX_TOKENS[^]*GATEWAY_GRAPHIQL[^]*ERP_URL[^]*4 faults/,
    );
  });
});
