import type { DocumentNode } from 'graphql';
import { walk } from './document-parts.ts';

/** What all documents that are kept in one place may weigh together: some 90 as large as the limit of tokens allows, thousands of others. */
export const mostWeight = 8_000_000;

/** What one part of a document weighs: with all that is made of it, it takes up to 600 bytes. */
const part = 20;

/** What a document takes in memory, in characters: its parts, and its text, which hangs together with places that errors may name. */
export function weightOf(document: DocumentNode): number {
  let parts = 0;
  let characters = 0;
  walk(document, ({ loc }) => {
    parts += 1;
    if (loc) characters = loc.source.body.length;
    return true;
  });
  return parts * part + characters;
}
