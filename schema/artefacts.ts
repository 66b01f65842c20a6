import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Supergraph } from './compose.ts';
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

/** Loaded when asked for: most want to know where the files are, and composition is large. */
const compose = async (): Promise<Supergraph> => (await import('./compose.ts')).composeSupergraph();

/** Composes and compares with the committed files; writes nothing. Throws CompositionError. */
export async function checkArtefacts(): Promise<Artefact[]> {
  const { supergraph, api } = await compose();
  return [compare(supergraphFile, supergraph), compare(apiFile, api)];
}

/** Composes and writes both files; tells what they were before. Throws CompositionError. */
export async function writeArtefacts(): Promise<Artefact[]> {
  const { supergraph, api } = await compose();
  const before = [compare(supergraphFile, supergraph), compare(apiFile, api)];
  writeFileSync(supergraphFile, supergraph);
  writeFileSync(apiFile, api);
  return before;
}
