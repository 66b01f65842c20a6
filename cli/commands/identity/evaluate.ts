import type { EvaluateOptions, EvaluationReport } from '../../../kit/subgraph/evaluate.ts';
import { Refusal } from '../../faults.ts';
import { loadModules } from '../../hub/subgraph-modules.ts';
import { exit, writeJson } from '../../io.ts';
import { progressOn } from '../../progress.ts';
import type { Command } from '../../verb.ts';
import { renderEvaluation } from './render-evaluation.ts';

/**
 * Matches the records of a labelled data set and measures the result; needs no source, no database. JSON: the
 * EvaluationReport. Values of records are shown only when asked for.
 */
export const command: Command = async (input, io) => {
  const folder = input.args[0] ?? '';
  const modules = await loadModules();
  const matching = [...modules.values()].find((module) => module.evaluate !== undefined);
  if (!matching?.evaluate) throw new Refusal('No subgraph of this hub matches accounts.');
  const mistakes = input.number('mistakes');
  const options: EvaluateOptions = {
    rulesFile: input.text('rules'),
    without: input.list('without'),
    showValues: input.flag('showValues'),
    signal: io.signal,
    ...(mistakes !== null && { mistakes }),
  };
  const evaluate = matching.evaluate.bind(matching);
  let report: EvaluationReport;
  try {
    report = await progressOn(io.stderr).step(`Matching ${folder}`, (tick): Promise<EvaluationReport> =>
      evaluate(folder, { ...options, onProgress: (step, done, total) => tick(done, total, step) }),
    );
  } catch (error) {
    if (!io.signal.aborted) throw error;
    return exit.interrupted;
  }
  for (const note of report.notes) io.stderr.write(`Note: ${note}.\n`);
  if (input.json) writeJson(io, report);
  else io.stdout.write(renderEvaluation(report));
  return exit.done;
};
