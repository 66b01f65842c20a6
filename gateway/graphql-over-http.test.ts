import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineNames, engines } from './engines/engines.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

/**
 * The audits of the GraphQL over HTTP specification: every MUST and SHOULD, and every MAY but these, which ask by GET
 * without any header. A page of another origin could make a browser do that, so a GET needs one (CSRF).
 */
const declined = ['5A70', 'D6D5', '6A70'];

describe.each(engineNames)('GraphQL over HTTP by engine %s', (engine) => {
  let hub: UnderTest;
  beforeAll(async () => {
    hub = await gatewayUnderTest({ engine: engines[engine] });
  });
  afterAll(() => hub.stop());

  const audits = serverAudits({ url: () => hub.url, fetchFn: fetch });
  it('has audits', () => {
    expect(audits.length).toBeGreaterThan(60);
  });
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (id, name, audit) => {
    const result = await audit.fn();
    if (declined.includes(id)) expect([result.status, name]).toEqual(['notice', expect.stringContaining('MAY')]);
    else expect(result.status === 'ok' ? 'ok' : [result.status, result.reason]).toBe('ok');
  });
});
