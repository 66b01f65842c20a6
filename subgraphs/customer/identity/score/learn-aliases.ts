import { Aliases } from '../compare/aliases.ts';
import { columnOf } from '../compare/names.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { sampleWeight, type Sample } from './learn.ts';
import type { KindRules } from '../rules/rules.ts';
import { learnedAlias } from '../rules/thresholds.ts';
import { conditionsOf, type Model } from './model.ts';

/**
 * Which names stand for each other, learned without labels: pairs that are surely one person by everything but that name
 * (`Tom` and `Thomas`, `Bill` and `William`, a spelling that a clerk liked).
 */
export function learnAliases(model: Model, sample: Sample, set: FeatureSet, personal: KindRules['personal']): Aliases {
  const aliases = new Aliases();
  const width = model.comparators.length;
  const agreements = conditionsOf(model.comparisons, personal);
  const isPersonal = (pair: number): boolean =>
    agreements.some(([at, levels]) => levels.has(sample.levels[pair * width + at] ?? 0));
  for (const part of ['given', 'family'] as const) {
    const at = model.comparisons.findIndex(({ name }) => name === part);
    if (at !== -1) learnPart(part, at, model, sample, set, isPersonal, aliases);
  }
  return aliases;
}

function learnPart(
  part: 'given' | 'family',
  at: number,
  model: Model,
  sample: Sample,
  set: FeatureSet,
  isPersonal: (pair: number) => boolean,
  aliases: Aliases,
): void {
  const column = columnOf(set, part);
  const width = model.comparators.length;
  const seen = new Map<number, number>();
  const used = new Map<number, number>();
  let total = 0;
  for (let pair = 0; pair < sample.count; pair += 1) {
    if ((sample.levels[pair * width + at] ?? 0) === 0 || !isPersonal(pair)) continue;
    if (sampleWeight(model, sample, pair, at) < learnedAlias.sure) continue;
    const [x, y] = [column.first(sample.a[pair] ?? 0), column.first(sample.b[pair] ?? 0)];
    total += 1;
    used.set(x, (used.get(x) ?? 0) + 1);
    used.set(y, (used.get(y) ?? 0) + 1);
    const key = Math.min(x, y) * 2 ** 26 + Math.max(x, y);
    if (x !== y) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  for (const [key, count] of seen) {
    const [x, y] = [Math.floor(key / 2 ** 26), key % 2 ** 26];
    const lift = Math.log2(count / total / (2 * column.frequency(x) * column.frequency(y)));
    const share = count / Math.min(used.get(x) ?? 1, used.get(y) ?? 1);
    if (count >= learnedAlias.seen && lift > learnedAlias.lift && share > learnedAlias.share)
      aliases.add(part, column.text(x), column.text(y));
  }
}
