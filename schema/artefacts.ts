import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { composeSupergraph } from './compose.ts';
import { fromRoot } from './sdl.ts';

/** The composed supergraph that gateway and routers load. */
export const supergraphFile = new URL('./supergraph.graphql', import.meta.url);
/** The schema that clients see. */
export const apiFile = new URL('./api.graphql', import.meta.url);

export interface Artefact {
  /** From the root of the repository. */
  readonly file: string;
  readonly state: 'same' | 'differs' | 'missing';
}

function compare(file: URL, text: string): Artefact {
  const state = !existsSync(file) ? 'missing' : readFileSync(file, 'utf8') === text ? 'same' : 'differs';
  return { file: fromRoot(file), state };
}

/** Composes and compares with the committed files; writes nothing. Throws CompositionError. */
export function checkArtefacts(): Artefact[] {
  const { supergraph, api } = composeSupergraph();
  return [compare(supergraphFile, supergraph), compare(apiFile, api)];
}

/** Composes and writes both files; tells what they were before. Throws CompositionError. */
export function writeArtefacts(): Artefact[] {
  const { supergraph, api } = composeSupergraph();
  const before = [compare(supergraphFile, supergraph), compare(apiFile, api)];
  writeFileSync(supergraphFile, supergraph);
  writeFileSync(apiFile, api);
  return before;
}
