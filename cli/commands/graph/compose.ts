import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';
import { checkArtefacts, writeArtefacts } from '../../../schema/artefacts.ts';

/** Writes schema/supergraph.graphql and schema/api.graphql; JSON: `{ written: [file] }`. */
export const command: Command = async (input, io) => {
  const isDry = input.flag('dryRun');
  const before = isDry ? await checkArtefacts() : await writeArtefacts();
  const changed = before.filter((a) => a.state !== 'same').map((a) => a.file);
  for (const { file, state } of before)
    io.stderr.write(`${file}: ${state === 'same' ? 'unchanged' : isDry ? 'would be written' : 'written'}\n`);
  if (input.json) writeJson(io, { [isDry ? 'wouldWrite' : 'written']: changed });
  return Promise.resolve(exit.done);
};
