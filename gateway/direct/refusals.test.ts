import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { HubError } from '../../kit/errors/hub-error.ts';
import { recorded } from '../../kit/telemetry/testing/recorded.ts';
import { apolloCalls } from '../../kit/test-servers/apollo-calls.ts';
import { gatewayEngine } from '../../kit/test-servers/gateway-engine.ts';
import { temporaryFile } from '../../kit/test-servers/temporary-folder.ts';
import { persistedDefaults } from '../plugins/persisted/settings.ts';
import { planHeader } from '../plugins/plan-view/plan-view.ts';
import { gatewayForTest, post, type Answer } from '../testing/gateway-under-test.ts';
import { supergraphOf } from '../testing/made-subgraphs.ts';

const seen = ({ status, headers, text }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'date'),
  text,
});

const person = 'query P($id: ID!) { person(id: $id) { id } }';
const unknown = JSON.stringify({ query: '{ nobody }' });
const refused: readonly [string, string][] = [
  ['a field that is not there', unknown],
  ['a text that is no document', JSON.stringify({ query: '{' })],
  ['too much', JSON.stringify({ query: `{ ${'a: visitors '.repeat(100)}${'@x '.repeat(100)} }` })],
  ['variables that do not fit', JSON.stringify({ query: person, variables: { id: {} } })],
  ['variables in text', JSON.stringify({ query: person, variables: '{}' })],
  ['an operation that is not there', JSON.stringify({ query: person, operationName: 'Q' })],
  ['one operation of two', JSON.stringify({ query: 'query A { visitors } query B { visitors }' })],
  ['an empty object', '{}'],
  ['a number', '1'],
  ['a batch', '[{"query":"{ visitors }"}]'],
];
const accepts = ['*/*', 'application/json', 'application/graphql-response+json'];

// The stock engine is driven by Apollo Server alone.
describe.runIf(gatewayEngine() === 'hub')('a body that was refused is refused again past Apollo Server', () => {
  it.each(refused)('byte for byte the same: %s', async (_name, body) => {
    const at = await gatewayForTest({ corsOrigins: ['https://crm.example.com'], passHeaders: ['authorization'] });
    for (const accept of accepts) {
      const ask = () => post(at.url, body, { headers: { accept, 'x-request-id': 'the-same' } });
      const before = apolloCalls();
      const byApollo = await ask();
      expect(apolloCalls(), accept).toBe(before + 1);
      expect(byApollo.errors.length).toBeGreaterThan(0);
      for (let again = 0; again < 2; again++) expect(seen(await ask())).toEqual(seen(byApollo));
      expect(apolloCalls(), 'Apollo Server was asked again').toBe(before + 1);
    }
  });

  it('and is counted and traced as it was', async () => {
    const telemetry = recorded('gateway');
    const at = await gatewayForTest({ telemetry });
    const told = async (): Promise<unknown> => {
      telemetry.clear();
      await post(at.url, unknown);
      await expect.poll(() => telemetry.spans().length).toBeGreaterThanOrEqual(2);
      return telemetry.spans().flatMap(({ name, status, attributes }) => {
        const { 'hub.request_id': _, ...rest } = attributes;
        return name.startsWith('graphql.') ? [] : { name, status, rest };
      });
    };
    await told();
    const before = apolloCalls();
    const first = await told();
    expect(first).toEqual(await told());
    expect(JSON.stringify(first)).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(apolloCalls()).toBe(before);
  });

  it('a thousand batches are one', async () => {
    const at = await gatewayForTest();
    await post(at.url, '[1]');
    const before = apolloCalls();
    expect((await post(at.url, '  [{"query":"{ visitors }"}, 2]')).status).toBe(400);
    expect(apolloCalls()).toBe(before);
  });
});

describe('what may be answered the next time is not remembered as refused', () => {
  it('when a subgraph is away', async () => {
    const at = await gatewayForTest();
    at.made.people.mood.fault = new HubError('LEGACY_UNAVAILABLE', 'people-db is away.', { system: 'people-db' });
    for (let again = 0; again < 2; again++) expect((await at.ask('{ people { id fault } }')).errors).toHaveLength(1);
    at.made.people.mood.fault = null;
    expect((await at.ask('{ people { id fault } }')).errors).toEqual([]);
  });

  it('when there is another schema', async () => {
    const at = await gatewayForTest();
    await post(at.url, unknown);
    writeFileSync(at.file, supergraphOf().replaceAll(/\bvisitors\b/g, 'nobody'));
    await vi.waitFor(async () => {
      expect((await post(at.url, unknown)).errors.map(({ message }) => message).join()).not.toContain('Cannot query');
    }, 10_000);
  });

  it('when a client registers a document later', async () => {
    const at = await gatewayForTest();
    const body = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } });
    const before = apolloCalls();
    for (let again = 0; again < 2; again++)
      expect((await post(at.url, body)).errors[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(apolloCalls()).toBe(before + 2);
  });

  it('when documents are trusted', async () => {
    const file = temporaryFile('manifest.json', JSON.stringify({ 'person-1': person }));
    const at = await gatewayForTest({ persisted: { ...persistedDefaults, trust: 'only', file } });
    const before = apolloCalls();
    for (let again = 0; again < 2; again++)
      expect((await post(at.url, '{"documentId":"person-1"}')).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(apolloCalls()).toBe(before + 2);
  });

  it('when its plan is asked for', async () => {
    const at = await gatewayForTest();
    const body = JSON.stringify({ query: person, variables: { id: {} } });
    const plain = await post(at.url, body);
    const planned = await post(at.url, body, { headers: { [planHeader]: 'true' } });
    expect(planned.extensions).toHaveProperty('apolloQueryPlan');
    expect(plain.extensions).not.toHaveProperty('apolloQueryPlan');
    expect((await post(at.url, body)).text).toBe(plain.text);
  });
});
