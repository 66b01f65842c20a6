import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from './engines/engines.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { keptSupergraph } from './testing/kept-supergraph.ts';

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest({ engine: engines.hub });
});
afterAll(() => hub.stop());

const query =
  'query($deep: Boolean = false) { people(first: 2) { name letters @include(if: $deep) { subject } } visitors }';
const calls = (): number => Object.values(hub.made).reduce((sum, { mood }) => sum + mood.seen.length, 0);
const asked = (wanted: string) => ({ headers: { 'apollo-expose-query-plan': wanted } });

interface Fetch {
  readonly kind: string;
  readonly serviceName?: string;
  readonly nodes?: readonly Fetch[];
  readonly node?: Fetch;
}
/** `a then (b and c)` */
const shape = ({ kind, serviceName = '', nodes = [], node }: Fetch): string =>
  kind === 'Fetch'
    ? serviceName
    : node
      ? shape(node)
      : `(${nodes.map(shape).join(kind === 'Parallel' ? ' and ' : ' then ')})`;
const planOf = async (wanted: string, variables = {}) => {
  const { extensions, data } = await hub.ask(query, variables, asked(wanted));
  const { object, text } = extensions['apolloQueryPlan'] as { object: { kind: string; node: Fetch }; text: string };
  return { data, kind: object.kind, shape: shape(object.node), text };
};

describe('the plan of an operation', () => {
  it('comes with the answer for those who ask by the header, as structure and as text', async () => {
    const found = await planOf('true');
    expect(found).toMatchObject({ kind: 'QueryPlan', data: { visitors: 7, people: [{ name: 'Person 1' }, {}] } });
    expect(found.shape).toBe('(people and visits)');
    expect(found.text).toMatch(/^QueryPlan \{\n {2}Parallel \{[^]*Fetch\(service: "visits"\)/);
    expect((await hub.ask(query)).extensions).not.toHaveProperty('apolloQueryPlan');
    expect((await hub.ask(query, {}, asked('false'))).extensions).not.toHaveProperty('apolloQueryPlan');
  });

  it('is that of the conditions as they are', async () => {
    expect((await planOf('true', { deep: true })).shape).toBe('((people then letters) and visits)');
    expect((await planOf('true', { deep: false })).shape).toBe('(people and visits)');
    expect((await planOf('true', { deep: true })).data).toMatchObject({ people: [{ letters: [{}, {}] }, {}] });
  });

  it('is that of the defaults where nothing is given, whatever was asked for before', async () => {
    const usual = query.replace('false', 'true');
    for (const [variables, shown] of [
      [{}, true],
      [{ deep: false }, false],
      [{ deep: true }, true],
      [{}, true],
    ] as const) {
      const { extensions } = await hub.ask(usual, variables, asked('dry-run'));
      const { text } = extensions['apolloQueryPlan'] as { text: string };
      expect([variables, text.includes('letters')]).toEqual([variables, shown]);
    }
  });

  it('is not for caches between, which would show it to everybody', async () => {
    const kept = await gatewayUnderTest({ engine: engines.hub, supergraph: keptSupergraph() });
    const caching = async (wanted: string) =>
      (await kept.ask('{ person(id: "1") { id } }', {}, asked(wanted))).headers.get('cache-control');
    expect([await caching('false'), await caching('true'), await caching('dry-run'), await caching('false')]).toEqual([
      'max-age=60, public',
      'no-store',
      'no-store',
      'max-age=60, public',
    ]);
    await kept.stop();
  });

  it('is shown without asking any subgraph in a dry run, with the cost', async () => {
    const before = calls();
    const { data, shape: found } = await planOf('dry-run', { deep: true });
    expect([data, found, calls()]).toEqual([null, '((people then letters) and visits)', before]);
    expect((await hub.ask(query, {}, asked('dry-run'))).extensions['cost']).toMatchObject({ estimated: 2 });
  });

  it('is nothing where the gateway answers itself, and not shown of what is not valid', async () => {
    const { extensions } = await hub.ask('{ __typename }', {}, asked('true'));
    expect(extensions['apolloQueryPlan']).toEqual({ object: { kind: 'QueryPlan' }, text: 'QueryPlan {}' });
    const wrong = await hub.ask('{ nobody }', {}, asked('dry-run'));
    expect([wrong.status, wrong.extensions]).toEqual([400, { sources: [] }]);
  });

  it('is told to be missing by an engine that does not show it', async () => {
    const apollo = await gatewayUnderTest({ engine: engines.apollo });
    const { data, extensions } = await apollo.ask('{ visitors }', {}, asked('true'));
    expect([data, extensions['apolloQueryPlan']]).toEqual([
      { visitors: 7 },
      { object: null, text: 'This engine does not show its plans. Use engine hub.' },
    ]);
    await apollo.stop();
  });

  it('can be kept to ourselves', async () => {
    const closed = await gatewayUnderTest({ planView: { enabled: false } });
    expect((await closed.ask('{ visitors }', {}, asked('dry-run'))).data).toEqual({ visitors: 7 });
    expect((await fetch(`${closed.url}/plan`)).status).toBe(404);
    await closed.stop();
  });
});

describe('the page at /graphql/plan', () => {
  it('needs nothing from elsewhere, and writes no HTML of what it shows', async () => {
    const page = await fetch(`${hub.url}/plan`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const references = [...html.matchAll(/(?:src|href)="(\/[^"]+\/assets\/[^"]+)"/g)].map(([, to]) => to ?? '');
    expect(references).toEqual(['/graphql/plan/assets/plan.css', '/graphql/plan/assets/plan.js']);
    for (const to of references) expect((await fetch(new URL(to, hub.origin))).status).toBe(200);
    expect((await fetch(`${hub.url}/plan/assets/index.html`)).status).toBe(404);
    const script = readFileSync(new URL('./page/plan.js', import.meta.url), 'utf8');
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|eval|https?:/);
  });
});
