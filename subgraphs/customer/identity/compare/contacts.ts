import { alike, slips } from '../rules/thresholds.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { unknown, type Comparator } from './comparator.ts';
import { columnOf } from './names.ts';
import { editDistance, jaroWinkler, SimilarityCache } from './similarity.ts';
import { bestSimilarity, hasValue, sharedFrequency, sharedValue } from './values.ts';

/** Dates written as `YYYY-MM-DD`. Levels: 1 the same, 2 one digit or day and month swapped, 3 two digits, 4 year or day alone, 5 other. */
export function birthDate(set: FeatureSet): Comparator {
  const column = columnOf(set, 'birthOn');
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      const [p, q] = [column.text(x), column.text(y)];
      let wrong = 0;
      for (let at = 0; at < 10; at += 1) if (p[at] !== q[at]) wrong += 1;
      const swapped = p.slice(0, 5) === q.slice(0, 5) && p.slice(5, 7) === q.slice(8) && p.slice(8) === q.slice(5, 7);
      if (wrong === 1 || swapped) return 2;
      if (wrong === 2) return 3;
      return p.slice(0, 4) === q.slice(0, 4) || p.slice(5) === q.slice(5) ? 4 : 5;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Levels: 1 an address in common, 2 the same name at another provider, 3 an address with one or two
 * slips of the pen, 4 other. */
export function emailAddress(set: FeatureSet): Comparator {
  const [column, names, own] = [columnOf(set, 'email'), columnOf(set, 'emailName'), columnOf(set, 'ownEmail')];
  const cache = new SimilarityCache(
    (id) => own.text(id),
    // namesakes have addresses that differ in their digits only
    (a, b) => (editDistance(a, b, slips.email) <= slips.email && digitsOf(a) === digitsOf(b) ? 1 : 0),
  );
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      if (sharedValue(names, a, b) !== -1) return 2;
      if (!hasValue(own, a) || !hasValue(own, b)) return unknown;
      return bestSimilarity(own, cache, a, b) === 1 ? 3 : 4;
    },
    frequency: (a, b, level) =>
      level === 1 ? sharedFrequency(column, a, b) : level === 2 ? sharedFrequency(names, a, b) : null,
  };
}

/** Levels: 1 a number in common, 2 the same last seven digits, 3 one digit apart, 4 other. */
export function phoneNumber(set: FeatureSet): Comparator {
  const [column, tails] = [columnOf(set, 'phone'), columnOf(set, 'phoneTail')];
  const cache = new SimilarityCache(
    (id) => tails.text(id),
    (a, b) => (editDistance(a, b, slips.number) <= slips.number ? 1 : 0),
  );
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      if (sharedValue(tails, a, b) !== -1) return 2;
      return bestSimilarity(tails, cache, a, b) === 1 ? 3 : 4;
    },
    frequency: (a, b, level) =>
      level === 1 ? sharedFrequency(column, a, b) : level === 2 ? sharedFrequency(tails, a, b) : null,
  };
}

const houseOf = (line: string): string => /\d\S*$/.exec(line)?.[0] ?? '';

/** Similarity (0 to 1) of two street lines; 0 where their houses are more than a slip of the pen apart. */
function likeStreets(a: string, b: string): number {
  const [x, y] = [houseOf(a), houseOf(b)];
  return x !== '' && y !== '' && editDistance(x, y, slips.number) > slips.number ? 0 : jaroWinkler(a, b);
}

/**
 * Where somebody lives, as one piece of evidence: its parts depend on each other. Levels: 1 the same street and house,
 * 2 a similar street there, 3 the same postal code and 4 the same town or postal area, where a street is not known,
 * 5 another street there, 6 elsewhere, if only by country.
 */
export function postalAddress(set: FeatureSet): Comparator {
  const names = ['streetLine', 'postal', 'postalArea', 'city', 'countryCode'];
  const [line, postal, area, city, country] = names.map((name) => columnOf(set, name));
  if (!line || !postal || !area || !city || !country) throw new Error('address features are missing');
  const lines = new SimilarityCache((id) => line.text(id), likeStreets);
  const towns = new SimilarityCache((id) => city.text(id));
  const similarTown = (a: number, b: number): boolean =>
    hasValue(city, a) && hasValue(city, b) && bestSimilarity(city, towns, a, b) >= alike.town;
  return {
    level(a, b) {
      const bothStreets = hasValue(line, a) && hasValue(line, b);
      const bothPostal = hasValue(postal, a) && hasValue(postal, b);
      const bothTowns = hasValue(city, a) && hasValue(city, b);
      if (!bothStreets && !bothPostal && !bothTowns)
        return hasValue(country, a) && hasValue(country, b) && sharedValue(country, a, b) === -1 ? 6 : unknown;
      const samePostal = sharedValue(postal, a, b) !== -1;
      const near = samePostal || similarTown(a, b);
      const elsewhere = (bothPostal || bothTowns) && !near;
      if (bothStreets && !elsewhere) {
        if (sharedValue(line, a, b) !== -1) return 1;
        if (bestSimilarity(line, lines, a, b) >= alike.street) return 2;
      }
      const sameArea = near || sharedValue(area, a, b) !== -1;
      if (!sameArea) return 6;
      if (bothStreets) return 5;
      return samePostal ? 3 : 4;
    },
    frequency(a, b, level) {
      if (level === 1) return sharedFrequency(line, a, b);
      if (level === 3) return sharedFrequency(postal, a, b);
      // many live in a large town
      if (level === 4) return sharedFrequency(city, a, b);
      return null;
    },
  };
}
