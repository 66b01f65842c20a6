import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root, so root starts it as another account of the machine. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How to start a program as the account: the words before the program, and the ids for `spawn` (one or the other). */
export interface Launcher {
  readonly account: Account | null;
  readonly prefix: readonly string[];
  readonly spawn: { readonly uid?: number; readonly gid?: number };
}

/** `postgres` where the machine has it, else `nobody`; null when we are not root and need none. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody" to run it as. ' +
      'Start the hub as an ordinary user, or create one: useradd --system postgres',
  );
}

/**
 * Root's folders (a home, a `mktemp -d`) are often closed to others. Then the server gets, besides the account, the one
 * capability to pass closed folders (`setpriv`, util-linux); without it the server could not even read its own program.
 */
export async function launcherFor(paths: readonly string[]): Promise<Launcher> {
  const account = await serverAccount();
  if (!account) return { account, prefix: [], spawn: {} };
  const closed = await firstClosed(paths);
  if (!closed) return { account, prefix: [], spawn: account };
  const capability = '+dac_override';
  const prefix = [
    'setpriv',
    `--reuid=${String(account.uid)}`,
    `--regid=${String(account.gid)}`,
    '--clear-groups',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    // access(2) would otherwise look at the account alone.
    '--securebits=+no_setuid_fixup',
  ];
  try {
    await run('setpriv', [...prefix.slice(1), 'true']);
  } catch (cause) {
    throw new Error(
      `PostgreSQL does not run as root, and the account that it runs as may not pass ${closed}. Start the hub as an ordinary ` +
        `user, or open the folder (chmod o+x), or move the project and HUB_DATA_DIR to an open place.`,
      { cause },
    );
  }
  return { account, prefix, spawn: {} };
}

/** The first folder on the way to one of the paths that others may not pass; null when all are open. */
async function firstClosed(paths: readonly string[]): Promise<string | null> {
  for (const path of paths)
    for (let at = path; ; at = dirname(at)) {
      if (((await stat(at)).mode & 0o001) === 0) return at;
      if (at === dirname(at)) break;
    }
  return null;
}
