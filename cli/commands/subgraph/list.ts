import { envPrefix, registry } from '../../../schema/registry.ts';
import { exit, table, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** The registry; JSON: `[{ name, title, port, url }]`, url null when the subgraph runs in the gateway's process. */
export const command: Command = (input, io) => {
  const rows = registry.map(({ name, title, port }) => ({
    name,
    title,
    port,
    url: io.env[`${envPrefix(name)}_URL`] ?? null,
  }));
  if (input.json) writeJson(io, rows);
  else
    io.stdout.write(
      table([
        ['NAME', 'PORT', 'RUNS', 'HOLDS'],
        ...rows.map((r) => [r.name, String(r.port), r.url ?? 'in the process of the gateway', r.title]),
      ]),
    );
  return Promise.resolve(exit.done);
};
