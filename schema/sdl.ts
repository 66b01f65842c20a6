import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, Source, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { withListSizes } from './list-sizes.ts';
import { sdlFile } from './registry.ts';

/** SDL that every subgraph has: scalars, Money, PageInfo, the federation link. */
export const sharedSdlFile = new URL('./shared/shared.graphql', import.meta.url);

const root = fileURLToPath(new URL('..', import.meta.url));

/** Path from the root of the repository, for messages. */
export const fromRoot = (file: URL): string => relative(root, fileURLToPath(file)).replaceAll('\\', '/');

/** A file as a document whose nodes know file and line. Throws GraphQLError with the location when it is not GraphQL. */
function document(file: URL): DocumentNode {
  return parse(new Source(readFileSync(file, 'utf8'), fromRoot(file)));
}

/**
 * What a subgraph is built of: the shared SDL, then its own, with the sizes of its lists. Throws when the file is missing or
 * not GraphQL.
 */
export function subgraphDocument(name: string): DocumentNode {
  return withListSizes({
    kind: Kind.DOCUMENT,
    definitions: [...document(sharedSdlFile).definitions, ...document(sdlFile(name)).definitions],
  });
}
