import type { FeatureSet } from '../features/feature-set.ts';
import { shapesOfSound } from '../features/sound.ts';
import { fullFormsOf, isKnownName } from '../rules/nicknames.ts';
import type { Aliases } from './aliases.ts';
import { unknown, type Comparator } from './comparator.ts';
import { columnOf, oneSlip, standsFor } from './names.ts';
import { SimilarityCache } from './similarity.ts';
import { hasValue, ofEach } from './values.ts';

/**
 * Whether the given names of two persons are two names for sure: both known, no form of each other, no slip of the pen and no
 * like sound apart, neither stands anywhere in the other's name, and not the Chinese and the Western name of one person. Level 1 says so; nothing else is said. `J.` and `Pat` fit
 * both `Jim` and `Jane`, both `Patrick` and `Patricia`: of clusters the best level of any pair counts, so they stay two.
 */
export function fullGivenNames(set: FeatureSet, aliases: Aliases): Comparator {
  const [given, word] = [columnOf(set, 'given'), columnOf(set, 'word')];
  const isKnown = ofEach(given, isKnownName);
  const shapeOf = shapesOfSound();
  const cache = new SimilarityCache(
    (id) => given.text(id),
    (p, q) => (areTwo(aliases, p, q, shapeOf) ? 1 : 0),
  );
  const [chinese, western] = [columnOf(set, 'chineseGiven'), columnOf(set, 'westernGiven')];
  const isOtherKind = (a: number, b: number): boolean => hasValue(chinese, a) && hasValue(western, b);
  const isInName = (name: string, record: number): boolean => {
    for (let at = word.start(record); at < word.end(record); at += 1) if (word.text(word.at(at)) === name) return true;
    return false;
  };
  return {
    level(a, b) {
      const [x, y] = [given.first(a), given.first(b)];
      if (x === -1 || y === -1 || x === y) return unknown;
      if (!isKnown(x) || !isKnown(y) || cache.of(x, y) === 0) return unknown;
      if (isInName(given.text(x), b) || isInName(given.text(y), a)) return unknown;
      return isOtherKind(a, b) || isOtherKind(b, a) ? unknown : 1;
    },
    frequency: () => null,
  };
}

/** Of two known names. */
function areTwo(aliases: Aliases, p: string, q: string, shapeOf: (word: string) => string): boolean {
  if (standsFor('given', aliases, p, q) || oneSlip(p, q) === 1) return false;
  if (shapeOf(p) !== '' && shapeOf(p) === shapeOf(q)) return false;
  const full = fullFormsOf(p);
  return !fullFormsOf(q).some((name) => full.includes(name));
}
