import { Counter, Gauge, type Registry } from 'prom-client';
import { breakerStates, type BreakerState } from '../protect/listing.ts';

const labelNames = ['kind', 'name'] as const;

/** What spares systems and subgraphs that fail, looked at when somebody reads /metrics. */
export function protection(registers: Registry[]) {
  return {
    spared: metric(Gauge, {
      name: 'hub_breaker_open',
      help: '1 while a system or subgraph that failed is spared, 0.5 while it is tried again, else 0.',
      value: ({ phase }) => (phase === 'CLOSED' ? 0 : phase === 'OPEN' ? 1 : 0.5),
    }),
    openings: metric(Counter, {
      name: 'hub_breaker_openings_total',
      help: 'How often a system or subgraph began to be spared.',
      value: ({ openings }) => openings,
    }),
    refused: metric(Counter, {
      name: 'hub_breaker_refused_total',
      help: 'Calls that were not made because a system or subgraph is spared.',
      value: ({ spared }) => spared,
    }),
    crowdedOut: metric(Counter, {
      name: 'hub_bulkhead_refused_total',
      help: 'Calls that were not made because too many waited already.',
      value: ({ crowdedOut }) => crowdedOut,
    }),
    inside: metric(Gauge, {
      name: 'hub_bulkhead_calls',
      help: 'Calls to a system or remote subgraph that run or wait.',
      value: ({ inside }) => inside,
    }),
    retried: metric(Counter, {
      name: 'hub_retries_total',
      help: 'Calls that were lost and made once more.',
      value: ({ retried }) => retried,
    }),
  };

  function metric(
    Kind: typeof Gauge | typeof Counter,
    { name, help, value }: { name: string; help: string; value: (state: BreakerState) => number },
  ) {
    return new Kind({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const state of breakerStates()) this.inc({ kind: state.kind, name: state.name }, value(state));
      },
    });
  }
}
