import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';

export interface WatchOptions {
  readonly file: string;
  /** What the file is, for the log: «supergraph». */
  readonly what: string;
  /** Its text that is in use now. */
  readonly text: string;
  readonly log: Logger;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  /** Throws when the text can't be used; the old one then stays. */
  apply(text: string): Promise<void>;
}

/**
 * Looks at a file again and again (notifications get lost on network and container mounts) and applies a
 * new text once the file has been the same for two looks, so that a half-written file is not read. Returns how to stop.
 */
export function watchFile(options: WatchOptions): () => void {
  const { file, what, log, intervalMs } = options;
  let stopped = false;
  let seen = '';
  let settled = '';
  let { text } = options;
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
    log.info({ file }, `the ${what} was replaced`);
  };
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => {
          log.error({ file, err: error }, `the new ${what} is not used; the old one stays`);
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
