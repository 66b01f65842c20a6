import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSupergraph, type PlannedSupergraph } from '../../gateway/engines/hub/plan/supergraph.ts';
import { supergraphFile } from '../../schema/artefacts.ts';
import type { Input } from '../verb.ts';
import { readGiven } from './read-file.ts';

/** The supergraph of `--supergraph`, else of this hub. Throws Refusal, or SupergraphRefused with every reason. */
export async function plannedSupergraph(input: Input): Promise<PlannedSupergraph> {
  const given = input.text('supergraph');
  const file = given === null ? fileURLToPath(supergraphFile) : resolve(given);
  return readSupergraph(await readGiven(file, 'Give --supergraph the file that your composition wrote.'));
}
