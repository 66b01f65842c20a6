import { PairList } from '../block/candidate-pairs.ts';
import type { Aliases } from '../compare/aliases.ts';
import { columnOf } from '../compare/names.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { Model } from './model.ts';
import type { LevelledPairs, PairWork } from './pair-work.ts';

/** Features whose values are names that may stand for others (compare/aliases.ts). */
const named = ['given', 'family', 'word'];

/**
 * Pairs, of which the levels were found before these names were known to stand for each other, with the levels that they have
 * now: only pairs with such a name are compared again.
 */
export function levelledAnew(
  model: Model,
  set: FeatureSet,
  aliases: Aliases,
  { a, b, count, levels }: LevelledPairs,
  work: PairWork,
): LevelledPairs {
  const has = recordsWith(set, new Set(aliases.learned.flatMap((key) => key.split(' ').slice(1))));
  const stale = new PairList(1024);
  const places: number[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const [x, y] = [a[pair] ?? 0, b[pair] ?? 0];
    if (has[x] !== 1 && has[y] !== 1) continue;
    stale.push(x, y);
    places.push(pair);
  }
  const [found, width] = [work.levels(model, stale), model.comparators.length];
  const anew = levels.slice();
  for (const [at, pair] of places.entries()) anew.set(found.subarray(at * width, (at + 1) * width), pair * width);
  return { a, b, count, levels: anew };
}

/** 1 for each record that has one of these names. */
function recordsWith(set: FeatureSet, names: ReadonlySet<string>): Uint8Array {
  const has = new Uint8Array(set.count);
  for (const column of named.map((name) => columnOf(set, name))) {
    const isOne = Uint8Array.from({ length: column.size }, (_, id) => (names.has(column.text(id)) ? 1 : 0));
    for (let record = 0; record < set.count; record += 1)
      for (let at = column.start(record); at < column.end(record); at += 1)
        if (isOne[column.at(at)] === 1) has[record] = 1;
  }
  return has;
}
