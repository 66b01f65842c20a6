import { Command } from 'commander';
import { gatewayBench } from './gateway/bench.ts';
import { coldBench } from './gateway/cold/bench.ts';
import { hostileBench } from './gateway/hostile/bench.ts';
import { identityBench } from './identity/bench.ts';
import { placingBench } from './placing/bench.ts';

const ending = new AbortController();
for (const event of ['SIGINT', 'SIGTERM'] as const)
  process.once(event, () => {
    ending.abort();
  });

try {
  await new Command('bench')
    .description('What we claim about speed, measured (docs/benchmarks.md)')
    .addCommand(gatewayBench(ending.signal))
    .addCommand(coldBench(ending.signal))
    .addCommand(hostileBench(ending.signal))
    .addCommand(identityBench(ending.signal))
    .addCommand(placingBench(ending.signal))
    .parseAsync();
} catch (error) {
  if (!ending.signal.aborted) throw error;
  process.exitCode = 130;
}
