import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A hub database that was filled, and what it took. */
export interface Filled {
  readonly accounts: number;
  readonly seed: number;
  /** Made customers that the accounts are of, numbered from 0. */
  readonly entities: number;
  readonly fillSeconds: number;
  /** Matching all, keeping blocks and edges, writing customers and their history. */
  readonly matchSeconds: number;
  readonly peakMemoryMiB: number;
}

const fileIn = (folder: string): string => join(folder, 'filled.json');

export const writeFilled = (folder: string, filled: Filled): Promise<void> =>
  writeFile(fileIn(folder), JSON.stringify(filled));

/** What the folder was filled with; null for one that is new. Throws for one that was left half filled. */
export async function readFilled(folder: string): Promise<Filled | null> {
  if (existsSync(fileIn(folder))) return JSON.parse(await readFile(fileIn(folder), 'utf8')) as Filled;
  if (!existsSync(join(folder, 'cluster'))) return null;
  throw new Error(
    `${folder}: expected a hub database that an earlier run filled, found one that was left before it was full; remove the folder.`,
  );
}
