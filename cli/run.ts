import { describeFault } from './faults.ts';
import { writeJson } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { buildProgram } from './program.ts';
import type { Outcome } from './program.ts';

/** Runs one command line (without `node` and `hub`) and returns its exit code. Never throws, never exits. */
export async function run(argv: readonly string[], io: Io, version: string): Promise<ExitCode> {
  const outcome: Outcome = { code: 0 };
  try {
    await buildProgram(io, version, outcome).parseAsync([...argv], { from: 'user' });
    return outcome.code;
  } catch (error) {
    const level = io.env['HUB_LOG_LEVEL'];
    const fault = describeFault(error, level === 'debug' || level === 'trace');
    if (fault.talk !== '') {
      io.stderr.write(`${fault.talk.trimEnd()}\n`);
      if (argv.includes('--json')) writeJson(io, { error: { kind: fault.kind, message: fault.talk.trim() } });
    }
    return fault.code;
  }
}
