import { HubError } from '../../../../kit/errors/hub-error.ts';
import { didYouMean } from '../../../../kit/sources/nearest.ts';
import type { EvaluateOptions, EvaluationReport } from '../../../../kit/subgraph/evaluate.ts';
import { match } from '../match.ts';
import { readRules } from '../rules/read-rules.ts';
import { withoutAttributes, type Dataset } from './dataset.ts';
import { clusterScores } from './metrics.ts';
import { worstMistakes } from './mistakes.ts';
import { readDataset } from './read-dataset.ts';
import { TrueCandidates } from './true-candidates.ts';

const mistakesShown = 5;

/**
 * Matches the records of a data set and measures the result against its truth, which the matching never sees. Throws
 * DatasetProblems or RuleProblems with every problem, BAD_USER_INPUT for an attribute that no record has.
 */
export async function evaluate(folder: string, options: EvaluateOptions = {}): Promise<EvaluationReport> {
  const without = options.without ?? [];
  const started = performance.now();
  const rules = readRules(options.rulesFile ?? null);
  const whole = await readDataset(folder);
  checkAttributes(without, whole.attributes);
  const dataset = withoutAttributes(whole, without);
  const { records, entities } = dataset;

  const trueCandidates = new TrueCandidates();
  const result = match(records, {
    rules,
    ...(options.onProgress && { onProgress: options.onProgress }),
    // Only counts: matching learns nothing from what is written down here.
    onPair: (a, b) => {
      if (entities[a] === entities[b]) trueCandidates.add(a, b);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  const peakMemoryMiB = process.resourceUsage().maxRSS / 1024;

  const truth = truthOf(dataset);
  const candidates = result.kinds.reduce((sum, kind) => sum + kind.candidates, 0);
  const judged = { records, entities, result, trueCandidates };
  return {
    dataset: dataset.name,
    records: records.length,
    ...truth,
    withoutTruth: dataset.withoutTruth,
    without,
    ...clusterScores(result.clusters, entities),
    blocking: {
      recall: truth.truePairs === 0 ? 1 : trueCandidates.count / truth.truePairs,
      pairsPerRecord: records.length === 0 ? 0 : candidates / records.length,
    },
    seconds: Math.round(seconds * 1000) / 1000,
    peakMemoryMiB: Math.round(peakMemoryMiB),
    mistakes: worstMistakes(judged, options.mistakes ?? mistakesShown, options.showValues ?? false),
    notes: dataset.notes,
  };
}

function truthOf({ entities }: Dataset): { entities: number; truePairs: number } {
  const sizes = new Map<number, number>();
  for (const entity of entities) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
  return { entities: sizes.size, truePairs: [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0) };
}

function checkAttributes(without: readonly string[], attributes: readonly string[]): void {
  const unknown = without.filter((name) => !attributes.includes(name));
  if (unknown.length === 0) return;
  const each = unknown.map((name) => {
    const near = didYouMean(name, attributes);
    return `The data set has no attribute ${name}${near === '' ? '.' : `; ${near}`}`;
  });
  throw new HubError('BAD_USER_INPUT', `${each.join(' ')} It has: ${attributes.join(', ')}.`);
}
