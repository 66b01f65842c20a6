import { words } from '../normalise/fold.ts';
import { streetInEnglish } from './chinese.ts';
import { latin } from './latin.ts';

/** Abbreviations of street words in the languages of addresses, all brought to the short form. */
const short = new Map(
  Object.entries({
    street: 'st',
    str: 'st',
    strasse: 'st',
    straße: 'st',
    avenue: 'ave',
    av: 'ave',
    avenida: 'ave',
    avda: 'ave',
    road: 'rd',
    drive: 'dr',
    lane: 'ln',
    court: 'ct',
    place: 'pl',
    square: 'sq',
    boulevard: 'blvd',
    bd: 'blvd',
    circle: 'cir',
    wy: 'way',
    parkway: 'pkwy',
    highway: 'hwy',
    terrace: 'ter',
    crescent: 'cres',
    close: 'cl',
    north: 'n',
    south: 's',
    east: 'e',
    west: 'w',
    rue: 'r',
    calle: 'c',
    apartment: 'apt',
    suite: 'ste',
    number: 'no',
    nr: 'no',
    num: 'no',
  }),
);

/** Words that name a kind of street; of those that stand for directions and flats, none. */
const streetWords = new Set(
  (
    'st ave rd dr ln ct pl sq blvd cir pkwy hwy ter cres cl r c way rise row walk mews quay loop trail alley calle rue allee ' +
    'platz weg via strada jalan jln'
  ).split(' '),
);
const streetEndings = ['str', 'strasse', 'weg', 'platz', 'gasse', 'allee'];
export const isStreetWord = (word: string): boolean =>
  streetWords.has(short.get(word) ?? word) ||
  streetEndings.some((ending) => word.endsWith(ending) && /\p{L}{2}$/u.test(word.slice(0, -ending.length)));

export interface StreetParts {
  /** Words of the street, abbreviated, without numbers. */
  readonly street: string;
  /** The first number: that of the house. */
  readonly house: string;
}

/** A street line in parts that can be compared: `12 Main Street, Apt 4` is house 12 of `main st apt`. */
export function streetParts(text: string): StreetParts {
  // `Postfach 22 99 99`: numbers of boxes are written in groups
  const joined = text
    .replaceAll(/(?<!\d)\d{1,3}(?: \d\d){2,}(?!\d)/g, (number) => number.replaceAll(' ', ''))
    .replace(/\bp\.? ?o\.? ?box\b/i, 'po box')
    // `5 A` at the end is house 5a; elsewhere the letter may be a direction
    .replace(/(?<=\d) (?=[a-z]$)/i, '');
  const all = words(
    latin(streetInEnglish(joined)).replaceAll(/(?<=\p{L})str(?:\.|asse|aße)(?=\s|\d|,|$)/gu, ' strasse'),
  )
    .map((word) => short.get(word) ?? word)
    // `No. 12` is 12
    .filter((word, at, line) => word !== 'no' || !/^\d/.test(line[at + 1] ?? ''));
  const numbers = all.filter((word) => /^\d/.test(word));
  return {
    street: all.filter((word) => !/^\d+$/.test(word) && word !== numbers[0]).join(' '),
    house: numbers[0] ?? '',
  };
}

/** `D-10115`: the country in front of a postal code is no part of it. */
const withoutCountry = (text: string): string => text.replace(/^\s*[a-z]{1,3}-(?=\d{4})/i, '');

/** Towns that other languages call otherwise, folded. */
const otherwise = new Map(
  (
    'munich munchen muenchen; cologne koln koeln; nuremberg nurnberg nuernberg; hanover hannover; vienna wien; zurich zuerich; geneva genf geneve; ' +
    'basle basel bale; lucerne luzern; brussels bruxelles brussel; antwerp antwerpen anvers; ghent gent gand; the-hague den-haag; rome roma; milan milano; ' +
    'florence firenze; naples napoli; turin torino; venice venezia; genoa genova; lisbon lisboa; seville sevilla; prague praha prag; ' +
    'warsaw warszawa warschau; cracow krakow; bucharest bucuresti; belgrade beograd; athens athina; copenhagen kobenhavn; gothenburg goteborg; ' +
    'moscow moskva moskau; kyiv kiev; mexico-city ciudad-de-mexico; dusseldorf duesseldorf; strasbourg strassburg'
  )
    .split('; ')
    .flatMap((line) =>
      line.split(' ').map((name): [string, string] => [plainName(name), plainName(line.split(' ')[0] ?? '')]),
    ),
);
function plainName(name: string): string {
  return name.replaceAll('-', ' ');
}

/** A town by one name whatever the language; others as they are. */
export const townName = (folded: string): string => otherwise.get(folded) ?? folded;

/** A postal code without blanks and case; null digits kept. */
export const postalCode = (text: string): string => words(withoutCountry(text)).join('');

/** The coarse part of a postal code: before the blank in Britain, the first three characters elsewhere. */
export function postalArea(text: string): string {
  const [outward = '', inward] = words(withoutCountry(text));
  return inward !== undefined && /\p{L}/u.test(outward) ? outward : outward.slice(0, 3);
}
