import { readFileSync } from 'node:fs';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitRules } from './plugins/limits.ts';
import { defaults } from './settings.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest();
});
afterAll(() => hub.stop());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page at GET /graphql', () => {
  it('comes to browsers, and needs nothing from elsewhere', async () => {
    const page = await fetch(hub.url, { headers: browser });
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const references = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, to]) => to ?? '')
      .filter((to) => to !== 'data:,');
    expect(references).toHaveLength(6);
    for (const to of references) {
      expect(to).toMatch(/^\/graphql\/assets\//);
      const asset = await fetch(new URL(to, hub.origin));
      expect([to, asset.status]).toEqual([to, 200]);
      expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(20);
    }
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/http|\*|unsafe-eval/);
  });

  it('gives no file that is not on the list', async () => {
    for (const name of ['..%2f..%2fpackage.json', 'index.html', 'toString', '__proto__', 'react.production.min.js'])
      expect([name, (await fetch(`${hub.url}/assets/${name}`)).status]).toEqual([name, 404]);
  });

  it('leaves queries by GET to GraphQL', async () => {
    const answer = await fetch(`${hub.url}?query={visitors}`, {
      headers: { ...browser, 'apollo-require-preflight': '1' },
    });
    expect(await answer.json()).toMatchObject({ data: { visitors: 7 } });
  });

  it('can be switched off', async () => {
    const plain = await gatewayUnderTest({ graphiql: false });
    expect((await fetch(plain.url, { headers: browser })).headers.get('content-type')).toContain('application/json');
    expect((await fetch(`${plain.url}/assets/start.js`)).status).toBe(404);
    await plain.stop();
  });

  it('starts with a query that the hub answers: valid, and within the limits', () => {
    const schema = buildASTSchema(parse(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8')));
    const query = parse(readFileSync(new URL('./page/customer-360.graphql', import.meta.url), 'utf8'));
    expect(validate(schema, query)).toEqual([]);
    expect(validate(schema, query, limitRules(defaults.limits))).toEqual([]);
  });
});
