import type { ExitCode, Io } from './io.ts';

export interface VerbOption {
  /** As commander reads it: `--port <port>`. */
  readonly flags: string;
  readonly description: string;
  /** Reads the text; throws InvalidArgumentError with what to do. Without it the text itself is the value. */
  readonly read?: (text: string) => string | number;
  /** May be given several times. */
  readonly isList?: boolean;
}

export interface VerbArgument {
  /** `<name>` required, `[name]` optional, `[names...]` several. */
  readonly name: string;
  readonly description: string;
}

export type Command = (input: Input, io: Io) => Promise<ExitCode>;

/** A verb as the command line shows it. Its code is loaded only when it runs, so that `--help` is fast. */
export interface Verb {
  /** Null for verbs of the hub itself: `hub start`. */
  readonly noun: string | null;
  readonly name: string;
  readonly summary: string;
  readonly arguments?: readonly VerbArgument[];
  readonly options?: readonly VerbOption[];
  /** Command lines without `hub`, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  load(): Promise<{ readonly command: Command }>;
}

/** What somebody typed, already read. */
export class Input {
  constructor(
    readonly args: readonly string[],
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}
  get json(): boolean {
    return this.flag('json');
  }
  flag(name: string): boolean {
    return this.values[name] === true;
  }
  text(name: string): string | null {
    const value = this.values[name];
    return typeof value === 'string' ? value : null;
  }
  number(name: string): number | null {
    const value = this.values[name];
    return typeof value === 'number' ? value : null;
  }
  list(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];
  }
}
