import { alike, slips } from '../rules/thresholds.ts';
import type { FeatureColumn } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { shapesOfSound, soundOf } from '../features/sound.ts';
import { ownNames } from '../rules/nicknames.ts';
import type { Aliases } from './aliases.ts';
import { unknown, type Comparator } from './comparator.ts';
import { editDistance, jaroWinkler, SimilarityCache } from './similarity.ts';
import { boundsOf } from './text-bounds.ts';
import { bestSimilarity, hasValue, likeTexts, ofEach, sharedFrequency, sharedValue } from './values.ts';

export const columnOf = (set: FeatureSet, name: string): FeatureColumn => {
  const column = set.columns.get(name);
  if (!column) throw new Error(`no feature ${name}`);
  return column;
};

const isInitialOf = (a: string, b: string): boolean => a[0] === b[0] && (a.length === 1 || b.length === 1);

/** `F.` may stand for `Paco`, who is Francisco in full. */
const isInitialOfForm = (aliases: Aliases, a: string, b: string): boolean =>
  (a.length === 1) !== (b.length === 1) &&
  aliases.formsOf('given', a.length === 1 ? b : a).some((form) => form[0] === (a.length === 1 ? a : b));

/** 1 when two words are one slip of the pen apart (two in long words), else 0. */
export function oneSlip(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter >= slips.longName.letters ? slips.longName.slips : slips.name;
  return shorter >= slips.shortestName && editDistance(a, b, allowed) <= allowed ? 1 : 0;
}

/** What is added to a man's name makes it a woman's (`Paul`, `Pauline`): two persons, often of one home. */
const feminine = /^(ine|ina|ette|etta|elle|ella|ika)$/;

/** `Pam`, `Walt` and `Greg` begin the name that they stand for, `Beth` and `Grete` end it. */
function isShortForm(short: string, full: string): boolean {
  if (short.length < 3 || short.length > 5 || full.length < short.length + 2) return false;
  if (full.startsWith(short)) return !ownNames.has(short) && !feminine.test(full.slice(short.length));
  return short.length > 3 && full.endsWith(short) && !ownNames.has(short);
}

/** Whether two names are used for one person, a slip of the pen in one of them allowed. */
export function standsFor(part: 'given' | 'family', aliases: Aliases, a: string, b: string): boolean {
  const [formsOfA, formsOfB] = [aliases.formsOf(part, a), aliases.formsOf(part, b)];
  if (formsOfA.includes(b)) return true;
  if (part === 'given' && (isShortForm(a, b) || isShortForm(b, a))) return true;
  return isNearOne(formsOfA, b) || isNearOne(formsOfB, a);
}

function isNearOne(forms: readonly string[], name: string): boolean {
  for (const form of forms)
    if (form.charCodeAt(0) === name.charCodeAt(0) && form.length > slips.shortestName && oneSlip(form, name) === 1)
      return true;
  return false;
}

/**
 * Whether two names have the same words in another order or split (`Xiaoming Wang`, `Wang Xiao Ming`), or given and family
 * name changed places: `joshua campbell`, `campbell joshua`. Slips of the pen are allowed then, and one of the two may be an
 * initial or a short form.
 */
function isRearranged(set: FeatureSet, aliases: Aliases): (a: number, b: number) => boolean {
  const [given, family, forms] = [columnOf(set, 'given'), columnOf(set, 'family'), columnOf(set, 'forms')];
  const [givenStart, familyStart] = [boundsOf(given), boundsOf(family)];
  const same = (x: string, y: string): boolean =>
    x === y || (x.charCodeAt(0) === y.charCodeAt(0) && oneSlip(x, y) === 1);
  const like = (x: string, y: string): boolean => same(x, y) || isInitialOf(x, y) || standsFor('given', aliases, x, y);
  const isSame = (x: string, y: string, p: string, q: string): boolean =>
    x.length > 1 && y.length > 1 && same(x, y) && like(p, q);
  return (a, b) => {
    if (sharedValue(forms, a, b) !== -1) return true;
    const [x, y] = [given.first(a), given.first(b)];
    const [p, q] = [family.first(a), family.first(b)];
    if (x === -1 || y === -1 || p === -1 || q === -1) return false;
    // what is the same begins the same
    if (givenStart.first(x) !== familyStart.first(q) && familyStart.first(p) !== givenStart.first(y)) return false;
    const [givenA, givenB, familyA, familyB] = [given.text(x), given.text(y), family.text(p), family.text(q)];
    return isSame(givenA, familyB, familyA, givenB) || isSame(familyA, givenB, givenA, familyB);
  };
}

/** What two different names are to each other, whoever has them: the level from 3 to 6. */
function kinshipOf(part: 'given' | 'family', aliases: Aliases, column: FeatureColumn): SimilarityCache {
  const shapeOf = shapesOfSound();
  const isLikeInSound = (p: string, q: string): boolean => shapeOf(p) !== '' && shapeOf(p) === shapeOf(q);
  return new SimilarityCache(
    (id) => column.text(id),
    (p, q) => {
      if (standsFor(part, aliases, p, q)) return 3;
      if (isInitialOf(p, q) || oneSlip(p, q) === 1) return 4;
      if (part === 'given' && (isLikeInSound(p, q) || isInitialOfForm(aliases, p, q))) return 4;
      return jaroWinkler(p, q) >= alike.givenOrFamilyName ? 5 : 6;
    },
  );
}

/**
 * Given or family name of two persons. Levels: 1 the same, 2 the same words in another order or split (`Xiaoming Wang`,
 * `Wang Xiao Ming`; a family name counts as the same then), 3 another form of it that these records are seen to use (`Tom`, `Thomas`), 4 a slip of the pen apart,
 * an initial, or the like sound of a name in other letters, 5 similar, 6 other, 7 a Chinese given name and a Western one, by both of which a Chinese person may go.
 */
export function namePart(set: FeatureSet, part: 'given' | 'family', aliases: Aliases): Comparator {
  const column = columnOf(set, part);
  const rearranged = isRearranged(set, aliases);
  const [otherFamily, familyPart] = [columnOf(set, 'otherFamily'), columnOf(set, 'familyPart')];
  const [chinese, western] = [columnOf(set, 'chineseGiven'), columnOf(set, 'westernGiven')];
  const isOtherKind = (a: number, b: number): boolean =>
    (hasValue(chinese, a) && hasValue(western, b)) || (hasValue(western, a) && hasValue(chinese, b));
  const foreign = columnOf(set, 'foreignScript');
  const sound = ofEach(column, soundOf);
  const kinship = kinshipOf(part, aliases, column);
  const isKnownAs = (record: number, name: number): boolean =>
    knows(otherFamily, record, column, name) || knows(familyPart, record, column, name);
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      // that parts changed places is said once, by the given name
      if (rearranged(a, b)) return part === 'given' ? 2 : 1;
      const found = kinship.of(x, y);
      if (found === 3 || (part === 'family' && (isKnownAs(a, y) || isKnownAs(b, x)))) return 3;
      if (found === 4 || (hasValue(foreign, a) !== hasValue(foreign, b) && sound(x) === sound(y))) return 4;
      if (found === 5) return 5;
      return part === 'given' && isOtherKind(a, b) ? 7 : 6;
    },
    // rearranged, the value in the one record is part or whole of another in the other: the commoner of the two speaks
    frequency: (a, b, level) =>
      level <= 2 ? Math.max(column.frequency(column.first(a)), column.frequency(column.first(b))) : null,
  };
}

/** Whether the record has a value of another column among its own. */
function knows(column: FeatureColumn, record: number, other: FeatureColumn, value: number): boolean {
  const end = column.end(record);
  for (let at = column.start(record); at < end; at += 1)
    if (column.text(column.at(at)) === other.text(value)) return true;
  return false;
}

/**
 * A name of one word against another name. Levels: 1 the word is in the other name, 2 something like it is, 3 it is not.
 */
export function singleName(set: FeatureSet, aliases: Aliases): Comparator {
  const [single, words] = [columnOf(set, 'single'), columnOf(set, 'word')];
  const isLike = likeTexts(words, alike.wordOfName);
  return {
    level(a, b) {
      if (!hasValue(single, a) && !hasValue(single, b)) return unknown;
      if (!hasValue(words, a) || !hasValue(words, b)) return unknown;
      if (sharedValue(words, a, b) !== -1) return 1;
      for (let i = words.start(a); i < words.end(a); i += 1)
        for (let j = words.start(b); j < words.end(b); j += 1) {
          const [p, q] = [words.text(words.at(i)), words.text(words.at(j))];
          if (isLike(words.at(i), words.at(j)) || aliases.has('given', p, q) || aliases.has('family', p, q)) return 2;
        }
      return 3;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(words, a, b) : null),
  };
}

/** Names between the first and the last. Levels: 1 the same, 2 similar or an initial, 3 other. */
export function middleName(set: FeatureSet): Comparator {
  const column = columnOf(set, 'middle');
  const isLikeName = likeTexts(column, alike.middleName);
  return {
    level(a, b) {
      const [x, y] = [column.first(a), column.first(b)];
      if (x === -1 || y === -1) return unknown;
      if (x === y) return 1;
      const [p, q] = [column.text(x), column.text(y)];
      return isInitialOf(p, q) || isLikeName(x, y) ? 2 : 3;
    },
    frequency: (a, _b, level) => (level === 1 ? column.frequency(column.first(a)) : null),
  };
}

/** Whether a name has all words of another of at least two, in any order: `Nord Export`, `Export Union Nord`. */
function hasWordsOf(long: string, short: string): boolean {
  const all = long.split(' ');
  const words = short.split(' ');
  return words.length > 1 && words.every((word) => all.includes(word));
}

/** Whether a name begins with another, wherever the blanks are; a few letters are not enough. */
function beginsWith(long: string, short: string): boolean {
  const [all, part] = [long.replaceAll(' ', ''), short.replaceAll(' ', '')];
  return `${long} `.startsWith(`${short} `) || (part.length >= 10 && all.startsWith(part));
}

/** The same with one slip of the pen in a word, the others as they are: `Nord Exprot`, `Nord Export (Kiel)`. */
function hasLikeWordsOf(long: string, short: string): boolean {
  const all = long.split(' ');
  const rest = short.split(' ').filter((word) => !all.includes(word));
  const [only = ''] = rest;
  return rest.length === 1 && short.includes(' ') && all.some((word) => isLikeWord(word, only));
}
const isLikeWord = (a: string, b: string): boolean => Math.min(a.length, b.length) > 5 && oneSlip(a, b) === 1;

/** Of two names of firms that are the same but for blanks, one of which is the other and more, that are similar. */
const firmLevels = [1, 0.75, 0.5];
const [sameFirm = 0, firmAndMore = 0, similarFirm = 0] = firmLevels;

function likeFirms(p: string, q: string): number {
  if (p.replaceAll(' ', '') === q.replaceAll(' ', '')) return sameFirm;
  if (beginsWith(p, q) || beginsWith(q, p) || hasWordsOf(p, q) || hasWordsOf(q, p)) return firmAndMore;
  return jaroWinkler(p, q) >= alike.organization || hasLikeWordsOf(p, q) || hasLikeWordsOf(q, p) ? similarFirm : 0;
}

/** Names of organisations. Levels: 1 the same core, 2 one is the other and more, 3 similar, 4 a word in common, 5 other. */
export function organizationName(set: FeatureSet, feature: 'organization' | 'employer'): Comparator {
  const [column, words] = [columnOf(set, feature), columnOf(set, 'organizationWord')];
  const cache = new SimilarityCache((id) => column.text(id), likeFirms);
  const bounds = boundsOf(column);
  const likeness = (x: number, y: number): number =>
    x === y || bounds.mayHold(x, y, slips.longName.slips) || bounds.mayBeLike(x, y, alike.organization)
      ? cache.of(x, y)
      : 0;
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      const best = bestSimilarity(column, likeness, a, b);
      if (best > 0) return firmLevels.indexOf(best) + 1;
      return sharedValue(words, a, b) !== -1 ? 4 : 5;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(column, a, b) : null),
  };
}
