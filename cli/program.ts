import { Command as Program, Option } from 'commander';
import type { ExitCode, Io } from './io.ts';
import { Input } from './verb.ts';
import type { Verb } from './verb.ts';
import { nouns, verbs } from './verbs.ts';

const epilogue = `
Exit codes: 0 done, 1 a check failed, 2 usage or environment, 3 a system did not answer, 130 ended by Ctrl-C.
stdout is data, stderr is talk. Environment variables: README.md`;

export interface Outcome {
  code: ExitCode;
}

/** The command line as commander knows it; the verb that runs leaves its exit code in `outcome`. Exits nothing itself. */
export function buildProgram(io: Io, version: string, outcome: Outcome): Program {
  const root = prepared(new Program('hub'), io)
    .description('Customer Hub: one Customer over the systems that a company already has')
    .version(version, '--version', 'show the version')
    .addHelpText('after', epilogue);
  const groups = new Map<string, Program>();
  for (const [noun, description] of Object.entries(nouns)) groups.set(noun, new Program(noun).description(description));
  for (const verb of verbs) {
    const parent = verb.noun === null ? root : groups.get(verb.noun);
    if (!parent) throw new Error(`verb ${verb.name}: ${String(verb.noun)} is not among the nouns`);
    parent.addCommand(prepared(toCommand(verb, io, outcome), io));
  }
  for (const group of groups.values()) root.addCommand(prepared(group, io));
  return root;
}

function prepared(program: Program, io: Io): Program {
  return program
    .exitOverride()
    .showHelpAfterError('(--help says what there is)')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => {
        write(`${text.trimEnd()}\n`);
      },
    });
}

function toCommand(verb: Verb, io: Io, outcome: Outcome): Program {
  const full = ['hub', verb.noun, verb.name].filter((word) => word !== null).join(' ');
  const program = new Program(verb.name).description(verb.summary);
  for (const argument of verb.arguments ?? []) program.argument(argument.name, argument.description);
  for (const { flags, description, read } of verb.options ?? []) {
    const option = new Option(flags, description);
    if (read) option.argParser(read);
    program.addOption(option);
  }
  const examples = verb.examples.map(([line, does]) => `  $ hub ${line}\n      ${does}`).join('\n');
  program
    .option('--json', 'write data as one JSON document')
    .addHelpText('after', `\nExamples:\n${examples}`)
    .action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flatMap((a) => (Array.isArray(a) ? (a as unknown[]) : a === undefined ? [] : [a]));
      const { command } = await verb.load();
      outcome.code = await command(new Input(args.map(String), program.opts()), io);
    })
    .configureHelp({ commandUsage: () => `${full} ${program.usage()}` });
  return program;
}
