import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';

export interface WatchOptions {
  readonly file: string;
  /** What is in use now. */
  readonly sdl: string;
  readonly log: Logger;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  /** Throws when the supergraph can't be used; the old one then stays. */
  apply(sdl: string): Promise<void>;
}

/**
 * Looks at the supergraph file again and again (notifications get lost on network and container mounts) and applies a
 * new text once the file has been the same for two looks, so that a half-written file is not read. Returns how to stop.
 */
export function watchSupergraph(options: WatchOptions): () => void {
  const { file, log, intervalMs } = options;
  let stopped = false;
  let seen = '';
  let settled = '';
  let text = options.sdl;
  const look = async (): Promise<void> => {
    const mark = await markOf(file);
    if (mark !== seen) {
      seen = mark;
      return;
    }
    if (mark === settled || mark === '') return;
    settled = mark;
    const next = await readFile(file, 'utf8');
    if (next === text) return;
    text = next;
    await options.apply(next);
    log.info({ file }, 'the supergraph was replaced');
  };
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => {
          log.error({ file, err: error }, 'the new supergraph is not used; the old one stays');
        })
        .finally(again);
    }, intervalMs);
    timer.unref();
  };
  let timer: NodeJS.Timeout | undefined;
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Changes whenever the file is written or replaced; empty while there is none. */
async function markOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return '';
  }
}
