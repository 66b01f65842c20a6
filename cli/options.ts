import { InvalidArgumentError } from 'commander';
import type { VerbOption } from './verb.ts';

function whole(least: number, most: number, what: string): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give ${what} from ${String(least)} to ${String(most)}.`);
  };
}

export const port: VerbOption = {
  flags: '--port <port>',
  description: 'listen on this port; 0 takes any free one (default: GATEWAY_PORT, else 4000)',
  read: whole(0, 65_535, 'a port'),
};

export const subgraphPort: VerbOption = {
  ...port,
  description: 'listen on this port; 0 takes any free one (default: <NAME>_PORT, else the one of the registry)',
};

export const supergraph: VerbOption = {
  flags: '--supergraph <file>',
  description: 'the composed supergraph; each subgraph answers at the URL in its @join__graph',
};

export const composedSupergraph: VerbOption = {
  flags: '--supergraph <file>',
  description: 'the composed supergraph (default: the one of this hub, schema/supergraph.graphql)',
};

export const engine: VerbOption = {
  flags: '--engine <name>',
  description: 'which engine answers operations (default: GATEWAY_ENGINE)',
};

export const customers: VerbOption = {
  flags: '--customers <count>',
  description: 'how many customers the demo company has, 50 to 100000 (default: DEMO_CUSTOMERS, else 5000)',
  read: whole(50, 100_000, 'a whole number'),
};

export const seed: VerbOption = {
  flags: '--seed <number>',
  description: 'the same seed makes the same company, to the byte (default: 1)',
  read: whole(0, 999_999_999, 'a whole number'),
};

export const sources: VerbOption = {
  flags: '--sources <folders...>',
  description: 'source folders, or folders of source folders (default: HUB_SOURCES)',
  isList: true,
};

export const systems: VerbOption = {
  flags: '--system <systems...>',
  description: 'only these systems',
  isList: true,
};

export const dryRun: VerbOption = { flags: '--dry-run', description: 'read and compare, write nothing' };

export const rules: VerbOption = {
  flags: '--rules <file>',
  description: 'YAML or JSON with rules in place of those of the house (docs/identity.md)',
};

export const mistakes: VerbOption = {
  flags: '--mistakes <count>',
  description: 'show so many of the worst mistakes of each kind, 0 to 100 (default: 5)',
  read: whole(0, 100, 'a whole number'),
};
