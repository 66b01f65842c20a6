import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineNames, engines } from '../../gateway/engines/engines.ts';
import { gatewayUnderTest, type UnderTest } from '../../gateway/testing/gateway-under-test.ts';
import { isErrorCode } from '../../kit/errors/to-graphql-error.ts';
import { hostile } from './operations.ts';

/** Bytes by which an answer may be larger than its request, whose names a message may repeat. */
const most = 64 * 1024;
/** Calls into subgraphs that one of them may cause. */
const mostCalls = 40;

/** What is not new in each answer. */
const told = ({ status, text }: { status: number; text: string }) => ({
  status,
  text: text.replaceAll(/"requestId":"[^"]+"/g, '"requestId":"one"'),
});

it('there are many of them, each with a name of its own', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(120);
  expect(new Set(hostile.map((h) => h.name)).size).toBe(hostile.length);
});

describe.each(engineNames)('hostile operations and engine %s', (engine) => {
  let hub: UnderTest;
  beforeAll(async () => {
    hub = await gatewayUnderTest({ engine: engines[engine], subgraphTimeoutMs: 5_000 });
  });
  afterAll(() => hub.stop());

  it.each(hostile)('$name: $outcome', async ({ body, outcome, headers }) => {
    const calls = (): number => Object.values(hub.made).reduce((sum, { mood }) => sum + mood.seen.length, 0);
    const before = calls();
    const answer = await hub.send(body, headers ? { headers } : {});
    const found = answer.errors.map((e) => e.extensions['code']);
    expect([answer.errors.length > 0 || answer.status >= 400 ? 'refused' : 'answered', found]).toEqual([
      outcome,
      found.filter(isErrorCode),
    ]);
    expect(found).not.toContain('INTERNAL_SERVER_ERROR');
    if (outcome === 'refused') expect(calls() - before).toBe(0);
    expect(calls() - before).toBeLessThanOrEqual(mostCalls);
    expect(answer.text.length).toBeLessThan(body.length + most);
    // What was refused is remembered; nobody is told otherwise for that.
    if (outcome === 'refused') expect(told(await hub.send(body, headers ? { headers } : {}))).toEqual(told(answer));
  });

  it('have harmed nobody', async () => {
    const answer = await hub.ask('{ people(first: 2) { id name letters { subject } } visitors }');
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ visitors: 7, people: [{ id: '1' }, { id: '2' }] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
