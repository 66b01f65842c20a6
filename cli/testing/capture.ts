import type { Io } from '../io.ts';

export interface Captured extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

/** An outside that only remembers. */
export function capture(env: Io['env'] = {}): Captured {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env,
    signal: new AbortController().signal,
    mayTake: () => undefined,
    out: () => out.join(''),
    err: () => err.join(''),
  };
}
