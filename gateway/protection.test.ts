import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakerStates } from '../kit/protect/listing.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { oddServer, type OddServer } from './testing/odd-server.ts';

const entity = { letters: [{ subject: 'Letter 1' }] };
const works: OddServer['behave'] = (_, r, body) =>
  r.end(
    JSON.stringify({
      data: body.includes('_entities') ? { _entities: [entity] } : { __typename: 'Query' },
    }),
  );
const fails: OddServer['behave'] = (_, r) => r.writeHead(500).end();
const query = '{ person(id: 1) { letters { subject } } }';

let odd: OddServer;
let hub: UnderTest;
beforeAll(async () => {
  odd = await oddServer(works);
  hub = await gatewayUnderTest({ addresses: { letters: odd.url } });
});
afterAll(async () => {
  await hub.stop();
  await odd.stop();
});

const said = (words: string): string[] => hub.log.filter((line) => line.includes(words));

describe('a remote subgraph that fails again and again', () => {
  it('is spared: the answer comes at once, and the subgraph is not asked', async () => {
    odd.behave = fails;
    for (let i = 0; i < 5; i += 1) await hub.ask(query);
    const asked = odd.requests.length;
    const warned = said('a subgraph gave no answer').length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => hub.ask(query)));
    for (const { errors, data } of answers) {
      expect(data).toEqual({ person: { letters: null } });
      expect(errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'letters' });
      expect(errors[0]?.message).toMatch(/^Subgraph letters failed and is being spared; it is (tried|being tried)/);
    }
    // The sign of life may have been asked for meanwhile.
    expect(odd.requests.length - asked).toBeLessThanOrEqual(3);
    expect(said('fails and is spared')).toHaveLength(1);
    expect(said('a subgraph gave no answer').filter((line) => line.includes('"level":40'))).toHaveLength(warned);
    expect(breakerStates()).toContainEqual(expect.objectContaining({ kind: 'subgraph', name: 'letters', openings: 1 }));
  });

  it('is asked again by itself, and whole after one good answer', async () => {
    odd.behave = works;
    await expect.poll(async () => (await hub.ask(query)).errors.length, { timeout: 10_000 }).toBe(0);
    expect(said('answers again')).toHaveLength(1);
    expect(breakerStates()).toContainEqual(expect.objectContaining({ name: 'letters', phase: 'CLOSED' }));
  });
});

describe('a connection that breaks', () => {
  it('is no fault for the client: the query is sent once more', async () => {
    let times = 0;
    odd.behave = (request, response, body) => {
      times += 1;
      if (times === 1) response.destroy();
      else works(request, response, body);
    };
    const { errors } = await hub.ask(query);
    expect([errors, times]).toEqual([[], 2]);
  });
});

it('nothing is listed of a gateway that ended', async () => {
  const other = await gatewayUnderTest({ addresses: { visits: odd.url } });
  expect(breakerStates().map(({ name }) => name)).toEqual(['letters', 'visits']);
  await other.stop();
  expect(breakerStates().map(({ name }) => name)).toEqual(['letters']);
});
