import type { RawEnv } from '../kit/env/read-env.ts';

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What a command may touch of the outside: given by `main`, or made by a test. */
export interface Io {
  /** Data: what a program reads. */
  readonly stdout: Output;
  /** Talk: what a person reads. */
  readonly stderr: Output;
  readonly env: RawEnv;
  /** Aborted by Ctrl-C or SIGTERM: the command ends what it started and returns. */
  readonly signal: AbortSignal;
  /** Told by a command that may need so many milliseconds more than others to end after that. */
  mayTake(ms: number): void;
}

/** Exit codes of every verb. */
export const exit = {
  done: 0,
  /** A check found something, or the work could not be done. */
  failed: 1,
  /** The command line or the environment is not in order; nothing was done. */
  usage: 2,
  /** A system did not answer. */
  unanswered: 3,
  /** Ended by Ctrl-C before it was done. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** One JSON document on stdout. */
export function writeJson(io: Pick<Io, 'stdout'>, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Rows as aligned columns, for people. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
