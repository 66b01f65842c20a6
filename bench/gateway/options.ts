import { Option, InvalidArgumentError, type Command } from 'commander';

export const whole = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number above 0 was expected.');
  return Number(text);
};

export const positive = (text: string): number => {
  const found = Number(text);
  if (!(found > 0 && Number.isFinite(found))) throw new InvalidArgumentError('A number above 0 was expected.');
  return found;
};

const listOf =
  <T>(each: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map((part) => each(part.trim()));

export const wholes = listOf(whole);

/** Names out of a list, parted by commas. */
export const namesOf = (known: readonly string[]) =>
  listOf((name) => {
    if (!known.includes(name))
      throw new InvalidArgumentError(`${name} was found, one of ${known.join(', ')} expected.`);
    return name;
  });

/** What all benchmarks over the demo company take. */
export const demoOptions = (command: Command): Command =>
  command
    .addOption(new Option('--customers <n>', 'customers of the demo company').argParser(whole).default(1_500))
    .option('--json', 'one document on stdout instead of tables', false);
