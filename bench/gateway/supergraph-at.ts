import { readFile } from 'node:fs/promises';
import { supergraphFile } from '../../schema/artefacts.ts';

/** Our supergraph, whose subgraphs answer at these addresses, by name. */
export async function supergraphAt(addresses: Readonly<Record<string, string>>): Promise<string> {
  const sdl = await readFile(supergraphFile, 'utf8');
  return sdl.replace(/@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g, (_, name: string) => {
    const url = addresses[name];
    if (url === undefined) throw new Error(`no address of subgraph ${name}`);
    return `@join__graph(name: "${name}", url: "${url}")`;
  });
}
