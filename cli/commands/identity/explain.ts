import { systemClock } from '../../../kit/context.ts';
import { hubEnv } from '../../env.ts';
import { Refusal, UsageError } from '../../faults.ts';
import { loadModules } from '../../hub/subgraph-modules.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';
import { renderExplanation } from './render-explanation.ts';

/** Says why two accounts are one customer, or are not; reads only. JSON: the ExplainReport. Needs HUB_DATABASE_URL. */
export const command: Command = async (input, io) => {
  const [a = '', b = ''] = input.args;
  if (hubEnv(io.env).databaseUrl === null) throw new UsageError('Set HUB_DATABASE_URL to the PostgreSQL of the hub.');
  const modules = await loadModules();
  const matching = [...modules.values()].find((module) => module.explain !== undefined);
  if (!matching?.explain) throw new Refusal('No subgraph of this hub matches accounts.');
  const environment = { env: io.env, clock: systemClock };
  const report = await matching.explain(environment, { a, b, showValues: input.flag('showValues') });
  if (input.json) writeJson(io, report);
  else io.stdout.write(renderExplanation(report));
  return exit.done;
};
