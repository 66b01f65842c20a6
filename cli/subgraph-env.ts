import { port, text } from '../kit/env/variable.ts';
import { envPrefix, registry } from '../schema/registry.ts';

export const title = 'hub subgraph start';

export const variables = {
  host: text('SUBGRAPH_HOST', 'Address to listen on', { fallback: '127.0.0.1' }),
  ports: Object.fromEntries(
    registry.map((entry) => [
      entry.name,
      port(`${envPrefix(entry.name)}_PORT`, entry.port, `Port of ${entry.name} when it runs alone`),
    ]),
  ),
};
