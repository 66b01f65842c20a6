import { editDistance } from '../compare/similarity.ts';
import { fold, words } from '../normalise/fold.ts';
import { valueOf, type IdentityRecord } from '../record.ts';
import { slips } from '../rules/thresholds.ts';
import { isStreetWord } from './address.ts';
import { hasHan } from './chinese.ts';

/** An address in the parts that are compared; '' where nobody says. */
export interface AddressParts {
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postal: string;
  /** ISO 3166 alpha-2, or as the system writes it. */
  readonly country: string;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const nameOf = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes of countries by their English names, folded, and by what else people write. */
const countries = new Map<string, string>([
  ...letters.flatMap((a) =>
    letters.flatMap((b): [string, string][] => {
      const name = nameOf.of(`${a}${b}`);
      // codes of countries that are no more stand for those of today
      return name === undefined || new Intl.Locale(`und-${a}${b}`).region !== `${a}${b}`
        ? []
        : [[words(name).join(' '), `${a}${b}`]];
    }),
  ),
  ['usa', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
]);

/** Code of a country by its name; in a long one a slip of the pen is forgiven. */
export function countryOf(name: string): string | undefined {
  if (countries.has(name) || name.length < slips.longName.letters) return countries.get(name);
  for (const [known, code] of countries) if (editDistance(known, name, slips.name) <= slips.name) return code;
  return undefined;
}

/** What comes before the number of a flat or a box, which is no postal code. */
const units = /\b(?:room|rm|apt|apartment|appt|suite|ste|unit|floor|flat|box|no)\b/i;
/** A postal code at the end of a part: British and Canadian ones, a number of four digits and more, `FL-2198` in front. */
const codes = {
  behind: /(?:^|\s)([a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}|[a-z]\d[a-z]\s*\d[a-z]\d|\d{4,7}(?:-\d{3,4})?)$/i,
  before: /^(?:[a-z]{1,2}-)?(\d{4,6})(?=\s+\p{L})/iu,
  region: /(?:^|\s)([A-Z]{2,3})$/,
};

/**
 * The address of a record. One that was typed into one line is taken apart from its end: country, postal code, region and
 * town; a building's name in front of the street is left out. Beside a town or postal code of its own it stands as it is.
 */
export function addressOf(record: IdentityRecord): AddressParts {
  const own: AddressParts = {
    street: valueOf(record, 'street'),
    city: valueOf(record, 'city'),
    region: valueOf(record, 'region'),
    postal: valueOf(record, 'postal_code'),
    country: valueOf(record, 'country'),
  };
  // Chinese lines have an order of their own (chinese.ts)
  if (own.street === '' || hasHan(own.street)) return own;
  if (own.city !== '' || own.postal !== '') return { ...own, street: withoutBuilding(partsOf(own.street)) };
  const found = takeApart(own.street);
  return {
    street: found.street,
    city: own.city || found.city,
    region: own.region || found.region,
    postal: own.postal || found.postal,
    country: own.country || found.country,
  };
}

const partsOf = (line: string): string[] =>
  line
    .split(/[,，;]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A house by its number alone, in front of its street: `#321, Street 128`. */
const isHouse = (part: string): boolean => /^(?:no\.?|#)?\s*\d+\p{L}?$/iu.test(part);

/** The street line without what names the building in front of it: `Bell House, 12 Main St`, `Bell House 12 Main St`. */
function withoutBuilding(parts: readonly string[]): string {
  const at = parts.findIndex((part) => /\d/.test(part) && words(part).some(isStreetWord));
  const [head = '', ...more] = parts.slice(Math.max(0, at));
  const before = parts[at - 1] ?? '';
  return [...(isHouse(before) ? [before] : []), fromNumber(head), ...more].join(', ');
}

/** From the number on, where only the words behind it name a street. */
function fromNumber(part: string): string {
  const all = part.split(/\s+/);
  const number = all.findIndex((word) => /^\d/.test(word));
  const isStreet = (written: readonly string[]): boolean => written.flatMap((word) => words(word)).some(isStreetWord);
  const isBehind = number > 0 && !isStreet(all.slice(0, number)) && isStreet(all.slice(number + 1));
  return isBehind && !units.test(all.slice(0, number).join(' ')) ? all.slice(number).join(' ') : part;
}

function takeApart(line: string): AddressParts {
  const parts = partsOf(line);
  let [city, region, postal, country] = ['', '', '', ''];
  const cut = (pattern: RegExp): string => {
    const last = parts.at(-1) ?? '';
    const match = pattern.exec(last);
    if (match === null || units.test(last) || (parts.length === 1 && pattern !== codes.behind)) return '';
    const rest = last.slice(0, match.index) + last.slice(match.index + match[0].length);
    parts.splice(-1, 1, ...(rest.trim() === '' ? [] : [rest.trim()]));
    return match[1] ?? '';
  };
  // the country and the postal code come in either order
  for (let round = 0; round < 2; round += 1) {
    country ||= cutCountry(parts);
    if (parts.length > 1) postal ||= cut(codes.behind) || cut(codes.before);
  }
  if (parts.length > 1) region = cut(codes.region);
  if (parts.length > 1 && isTown(parts.at(-1) ?? '')) city = parts.pop() ?? '';
  const last = parts.pop() ?? '';
  const behind =
    city !== '' ? null : (postal !== '' && townBehind(last)) || (country !== '' && townBehindNumber(last)) || null;
  const street = withoutBuilding([...parts, behind?.street ?? last]);
  return { street, city: behind?.town ?? city, region, postal, country };
}

function cutCountry(parts: string[]): string {
  const last = parts.at(-1) ?? '';
  const all = words(last);
  for (const length of [all.length, 1]) {
    const code = countryOf(all.slice(-length).join(' '));
    const isAlone = length === all.length;
    if (code === undefined || (parts.length === 1 && isAlone)) continue;
    // `Singapore 059413` has both; a word in the middle of a line is a town or a street
    if (isAlone) parts.pop();
    else if (parts.length > 1) parts.splice(-1, 1, last.slice(0, fold(last).lastIndexOf(all.at(-1) ?? '')).trim());
    return code;
  }
  return '';
}

/** Words without a number that name no street. */
const isTown = (part: string): boolean => !/\d/.test(part) && !words(part).some(isStreetWord);

/** `32nd St Palm Harbor`: what stands behind the word for a street, and is no number, is the town. */
function townBehind(part: string): { street: string; town: string } | null {
  const match = /^(.*?\d.*\s(\p{L}+)\.?)\s+(\p{L}{3,}(?:\s\p{L}+)*)$/u.exec(part);
  if (match === null) return null;
  const all = part.split(/\s+/);
  const at = all.findLastIndex((word, place) => place > 0 && isStreetWord(words(word)[0] ?? ''));
  const town = all.slice(at + 1);
  return at > 1 && town.length > 0 && town.every((word) => /^\p{L}{2,}$/u.test(word))
    ? { street: all.slice(0, at + 1).join(' '), town: town.join(' ') }
    : null;
}

/** `Street 128 Phnom Penh`: a street that is a number ends with it. */
function townBehindNumber(part: string): { street: string; town: string } | null {
  const [, street = '', name = '', town = ''] =
    /^((?:.*\s)?(\p{L}+)\s+\d+)\s+(\p{L}{3,}(?:\s\p{L}+)*)$/u.exec(part) ?? [];
  return isStreetWord(words(name)[0] ?? '') ? { street, town } : null;
}
