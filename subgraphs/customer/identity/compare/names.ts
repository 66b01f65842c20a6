import { alike, slips } from '../rules/thresholds.ts';
import type { FeatureColumn } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { Aliases } from './aliases.ts';
import { unknown, type Comparator } from './comparator.ts';
import { editDistance, SimilarityCache } from './similarity.ts';
import { hasValue, sharedFrequency, sharedValue } from './values.ts';

export const columnOf = (set: FeatureSet, name: string): FeatureColumn => {
  const column = set.columns.get(name);
  if (!column) throw new Error(`no feature ${name}`);
  return column;
};

const isInitialOf = (a: string, b: string): boolean => a[0] === b[0] && (a.length === 1 || b.length === 1);

/** 1 when two words are one slip of the pen apart (two in long words), else 0. */
function oneSlip(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter >= slips.longName.letters ? slips.longName.slips : slips.name;
  return shorter >= slips.shortestName && editDistance(a, b, allowed) <= allowed ? 1 : 0;
}

/** Given and family name changed places, slips of the pen allowed: `joshua campbell`, `campblel joshua`. */
function isSwapped(given: FeatureColumn, family: FeatureColumn, a: number, b: number): boolean {
  const [x, y] = [given.first(a), given.first(b)];
  const [p, q] = [family.first(a), family.first(b)];
  if (x === -1 || y === -1 || p === -1 || q === -1) return false;
  const [givenA, givenB, familyA, familyB] = [given.text(x), given.text(y), family.text(p), family.text(q)];
  if (givenA.charCodeAt(0) !== familyB.charCodeAt(0) || familyA.charCodeAt(0) !== givenB.charCodeAt(0)) return false;
  return isNearly(givenA, familyB) && isNearly(familyA, givenB);
}

const isNearly = (a: string, b: string): boolean => a === b || oneSlip(a, b) === 1;

/**
 * Given or family name of two persons. Levels: 1 the same, 2 the same words in another order or split (`Xiaoming Wang`,
 * `Wang Xiao Ming`), 3 another form of it that these records are seen to use (`Tom`, `Thomas`), 4 a slip of the pen apart or
 * an initial, 5 similar, 6 other.
 */
export function namePart(set: FeatureSet, part: 'given' | 'family', aliases: Aliases): Comparator {
  const column = columnOf(set, part);
  const [given, family, forms] = [columnOf(set, 'given'), columnOf(set, 'family'), columnOf(set, 'forms')];
  const other = part === 'family' ? columnOf(set, 'otherFamily') : null;
  const slipCache = new SimilarityCache((id) => column.text(id), oneSlip);
  const cache = new SimilarityCache((id) => column.text(id));
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      if (sharedValue(forms, a, b) !== -1 || isSwapped(given, family, a, b)) return 2;
      const [p, q] = [column.text(x), column.text(y)];
      if (aliases.has(part, p, q) || (other && (knows(other, a, q) || knows(other, b, p)))) return 3;
      if (isInitialOf(p, q) || slipCache.of(x, y) === 1) return 4;
      return cache.of(x, y) >= alike.givenOrFamilyName ? 5 : 6;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}

function knows(column: FeatureColumn, record: number, text: string): boolean {
  for (let at = column.start(record); at < column.end(record); at += 1)
    if (column.text(column.at(at)) === text) return true;
  return false;
}

/**
 * A name of one word against another name. Levels: 1 the word is in the other name, 2 something like it is, 3 it is not.
 */
export function singleName(set: FeatureSet, aliases: Aliases): Comparator {
  const [single, words] = [columnOf(set, 'single'), columnOf(set, 'word')];
  const cache = new SimilarityCache((id) => words.text(id));
  return {
    level(a, b) {
      if (!hasValue(single, a) && !hasValue(single, b)) return unknown;
      if (!hasValue(words, a) || !hasValue(words, b)) return unknown;
      if (sharedValue(words, a, b) !== -1) return 1;
      for (let i = words.start(a); i < words.end(a); i += 1)
        for (let j = words.start(b); j < words.end(b); j += 1) {
          const [p, q] = [words.text(words.at(i)), words.text(words.at(j))];
          if (
            cache.of(words.at(i), words.at(j)) >= alike.wordOfName ||
            aliases.has('given', p, q) ||
            aliases.has('family', p, q)
          )
            return 2;
        }
      return 3;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(words, a, b) : null),
  };
}

/** Names between the first and the last. Levels: 1 the same, 2 similar or an initial, 3 other. */
export function middleName(set: FeatureSet): Comparator {
  const column = columnOf(set, 'middle');
  const cache = new SimilarityCache((id) => column.text(id));
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      const [p, q] = [column.text(x), column.text(y)];
      return isInitialOf(p, q) || cache.of(x, y) >= alike.middleName ? 2 : 3;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}

/** Names of organisations. Levels: 1 the same core, 2 one is the other and more, 3 similar, 4 a word in common, 5 other. */
export function organizationName(set: FeatureSet): Comparator {
  const [column, words] = [columnOf(set, 'organization'), columnOf(set, 'organizationWord')];
  const cache = new SimilarityCache((id) => column.text(id));
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      const [p, q] = [column.text(x), column.text(y)];
      if (p.replaceAll(' ', '') === q.replaceAll(' ', '')) return 1;
      if (`${p} `.startsWith(`${q} `) || `${q} `.startsWith(`${p} `)) return 2;
      if (cache.of(x, y) >= alike.organization) return 3;
      return sharedValue(words, a, b) !== -1 ? 4 : 5;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}
