import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';
import { checkArtefacts } from '../../../schema/artefacts.ts';

/** Compares what the subgraphs compose to with what is committed; JSON: `{ ok, files: [{ file, state }] }`. */
export const command: Command = async (input, io) => {
  const files = await checkArtefacts();
  const stale = files.filter((f) => f.state !== 'same');
  if (input.json) writeJson(io, { ok: stale.length === 0, files });
  for (const { file, state } of stale)
    io.stderr.write(`${file} ${state === 'missing' ? 'is missing' : 'is not what the subgraphs compose to'}\n`);
  io.stderr.write(
    stale.length === 0
      ? `The subgraphs compose, and ${files.map((f) => f.file).join(' and ')} are up to date.\n`
      : 'Run `npm run hub graph compose` and commit the result.\n',
  );
  return Promise.resolve(stale.length === 0 ? exit.done : exit.failed);
};
