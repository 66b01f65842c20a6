import { cacheDefaults, type CacheSettings } from '../plugins/cache/settings.ts';
import { gatewayUnderTest, type UnderTest } from './gateway-under-test.ts';
import { keptSupergraph } from './kept-supergraph.ts';

export interface KeptGateway extends UnderTest {
  /** Lets time pass. */
  later(seconds: number): void;
  /** Calls into each made subgraph since this was asked last: people, letters, visits. */
  calls(): [number, number, number];
}

/** A gateway that keeps what it may, over the made subgraphs with hints, and with a clock that obeys. */
export async function keptGateway(
  cache: Partial<CacheSettings>,
  options: Parameters<typeof gatewayUnderTest>[0] = {},
): Promise<KeptGateway> {
  let ahead = 0;
  const hub = await gatewayUnderTest({
    supergraph: keptSupergraph(),
    cache: { ...cacheDefaults, ...cache },
    clock: { now: () => Date.now() + ahead },
    ...options,
  });
  const { people, letters, visits } = hub.made;
  return {
    ...hub,
    later(seconds) {
      ahead += seconds * 1_000;
    },
    calls: () => [
      people.mood.seen.splice(0).length,
      letters.mood.seen.splice(0).length,
      visits.mood.seen.splice(0).length,
    ],
  };
}

/** `extensions.cache` of an answer. */
export const cacheOf = ({ text }: { readonly text: string }): unknown =>
  (JSON.parse(text) as { extensions?: { cache?: unknown } }).extensions?.cache;
