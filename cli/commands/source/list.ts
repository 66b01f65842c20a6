import { hubEnv } from '../../env.ts';
import { definitionsOf, ownSources, sourceFolders } from '../../hub/definitions.ts';
import { loadModules } from '../../hub/subgraph-modules.ts';
import { exit, table, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** Sources by folder; JSON: `[{ system, title, folder, connection, hasUrl, serves, relations }]`. */
export const command: Command = async (input, io) => {
  const named = sourceFolders(input.list('sources'), hubEnv(io.env).sources);
  const modules = await loadModules();
  const rows = definitionsOf(named.length > 0 ? named : [ownSources], modules).map((d) => ({
    system: d.system,
    title: d.title,
    folder: d.folder,
    connection: d.connection,
    hasUrl: Boolean(io.env[d.connection]),
    serves: d.serves,
    relations: [...new Set([...d.mappings.values()].map((m) => m.relation))].sort(),
  }));
  if (input.json) writeJson(io, rows);
  else {
    const cells = rows.map((r) => [
      r.system,
      r.title,
      r.serves.join(', '),
      `${r.connection}${r.hasUrl ? '' : ' (not set)'}`,
    ]);
    io.stdout.write(table([['SYSTEM', 'TITLE', 'SERVES', 'URL IN'], ...cells]));
  }
  return exit.done;
};
