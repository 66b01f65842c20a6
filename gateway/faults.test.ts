import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { calm } from './testing/made-subgraphs.ts';

const everything = '{ people(first: 3) { id name letters { subject stamp { cents } } visits { at } } }';
const visits = [{ at: '2026-01-01T00:00:00Z' }];
const letters = [
  { subject: 'Letter 1', stamp: { cents: 1 } },
  { subject: 'Letter 2', stamp: { cents: 2 } },
];
const whole = ['1', '2', '3'].map((id) => ({ id, name: `Person ${id}`, letters, visits }));

describe('faults of subgraphs in process', () => {
  let hub: UnderTest;
  beforeAll(async () => {
    hub = await gatewayUnderTest();
  });
  afterEach(() => {
    for (const made of Object.values(hub.made)) Object.assign(made.mood, calm());
  });
  afterAll(() => hub.stop());

  it('answers whole when all is well, and names every system', async () => {
    const answer = await hub.ask(everything);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ people: whole });
    expect(answer.sources.map((s) => `${s.system} ${s.status}`)).toEqual([
      'letters-db OK',
      'people-db OK',
      'visits-db OK',
    ]);
  });

  it('gives one error for a subgraph that fails for every parent, and everything else', async () => {
    Object.assign(hub.made.letters.mood, {
      always: true,
      fault: new HubError('LEGACY_UNAVAILABLE', 'System letters-db could not be reached.', { system: 'letters-db' }),
    });
    const answer = await hub.ask('{ people(first: 50) { id letters { subject } visits { at } } }');
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([
      {
        message: 'System letters-db could not be reached.',
        path: ['people', 0, 'letters'],
        extensions: { code: 'LEGACY_UNAVAILABLE', system: 'letters-db', subgraph: 'letters' },
      },
    ]);
    const { people } = answer.data as { people: unknown[] };
    expect(people).toHaveLength(50);
    expect(people).toEqual(people.map((_, i) => ({ id: String(i + 1), letters: null, visits })));
  });
});
