import { alike, slips } from '../rules/thresholds.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { unknown, type Comparator } from './comparator.ts';
import { columnOf } from './names.ts';
import { editDistance, jaroWinkler } from './similarity.ts';
import { anyLike, fewSlips, hasValue, likeTexts, sharedFrequency, sharedValue } from './values.ts';

function wrongDigits(p: string, q: string, from: number, to: number): number {
  let wrong = 0;
  for (let at = from; at < to; at += 1) if (p.charCodeAt(at) !== q.charCodeAt(at)) wrong += 1;
  return wrong;
}

const isSwapped = (p: string, q: string): boolean => p.slice(5, 7) === q.slice(8) && p.slice(8) === q.slice(5, 7);

/** Dates written as `YYYY-MM-DD`. Levels: 1 the same, 2 one digit or day and month swapped, 3 two digits, 4 year or day alone, 5 other. */
export function birthDate(set: FeatureSet): Comparator {
  const column = columnOf(set, 'birthOn');
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      const [p, q] = [column.text(x), column.text(y)];
      const year = wrongDigits(p, q, 0, 5);
      const day = wrongDigits(p, q, 5, 10);
      if (year + day === 1 || (year === 0 && isSwapped(p, q))) return 2;
      if (year + day === 2) return 3;
      return year === 0 || day === 0 ? 4 : 5;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Levels: 1 an address in common, 2 the same name at another provider, 3 an address with one or two
 * slips of the pen, 4 other. */
export function emailAddress(set: FeatureSet): Comparator {
  const [column, names, own] = [columnOf(set, 'email'), columnOf(set, 'emailName'), columnOf(set, 'ownEmail')];
  // namesakes have addresses that differ in their digits only
  const isSlip = fewSlips(own, slips.email, (a, b) => digitsOf(a) === digitsOf(b));
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      if (sharedValue(names, a, b) !== -1) return 2;
      if (!hasValue(own, a) || !hasValue(own, b)) return unknown;
      return anyLike(own, isSlip, a, b) ? 3 : 4;
    },
    frequency: (a, b, level) =>
      level === 1 ? sharedFrequency(column, a, b) : level === 2 ? sharedFrequency(names, a, b) : null,
  };
}

/** Levels: 1 a number in common, 2 the same last seven digits, 3 one digit apart, 4 other. */
export function phoneNumber(set: FeatureSet): Comparator {
  const [column, tails] = [columnOf(set, 'phone'), columnOf(set, 'phoneTail')];
  const isSlip = fewSlips(tails, slips.number);
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      if (sharedValue(tails, a, b) !== -1) return 2;
      return anyLike(tails, isSlip, a, b) ? 3 : 4;
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
  const isLikeStreet = likeTexts(line, alike.street, likeStreets);
  const isLikeTown = likeTexts(city, alike.town);
  return {
    level(a, b) {
      const bothStreets = hasValue(line, a) && hasValue(line, b);
      const bothPostal = hasValue(postal, a) && hasValue(postal, b);
      const bothTowns = hasValue(city, a) && hasValue(city, b);
      if (!bothStreets && !bothPostal && !bothTowns)
        return hasValue(country, a) && hasValue(country, b) && sharedValue(country, a, b) === -1 ? 6 : unknown;
      const samePostal = sharedValue(postal, a, b) !== -1;
      const near = samePostal || anyLike(city, isLikeTown, a, b);
      const elsewhere = (bothPostal || bothTowns) && !near;
      if (bothStreets && !elsewhere) {
        if (sharedValue(line, a, b) !== -1) return 1;
        if (anyLike(line, isLikeStreet, a, b)) return 2;
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
