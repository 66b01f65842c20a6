import { isCjk, withoutUmlauts, words as foldedWords } from '../normalise/fold.ts';
import { valueOf, type IdentityRecord } from '../record.ts';
import { isChineseFamily, isPinyin, simplified, syllablesOf } from './chinese.ts';
import { isForeign, latin } from './latin.ts';
import { isPlaceholderName } from './placeholder.ts';

const words = (text: string): string[] => foldedWords(latin(text)).map(withoutUmlauts);

export interface PersonName {
  readonly given: string;
  readonly family: string;
  /** Words between given and family name, joined. */
  readonly middle: string;
  /** The only word, when there is but one: nobody knows whether it is a given or a family name. */
  readonly single: string;
  /** `jr`, `sr`, `ii`: father and son are two persons. */
  readonly suffix: string;
  /** Whether it was written in letters that were brought to Latin ones. */
  readonly isForeign?: boolean;
  /** All words of the name, in order. */
  readonly words: readonly string[];
}

const titles = new Set(
  'mr mrs ms miss mx dr prof herr frau sir dame lord lady rev hon capt captain maj major col colonel gen general madame mme sig sra'.split(
    ' ',
  ),
);
const suffixes = new Map(
  Object.entries({ jr: 'jr', junior: 'jr', sr: 'sr', senior: 'sr', ii: 'ii', iii: 'iii', iv: 'iv' }),
);
const endings = new Set('mba phd md dds dipl ing msc bsc cpa esq baronet bt'.split(' '));
const cjkTitles = /(先生|女士|小姐|太太|经理|經理)$/u;

/** `iv` in front is no title, and `general` alone is a name: only what leaves a name behind is taken away. */
function core(all: readonly string[]): { kept: string[]; suffix: string } {
  let suffix = '';
  const kept: string[] = [];
  for (const [at, word] of all.entries()) {
    const known = suffixes.get(word);
    if (known !== undefined && at > 0) suffix = known;
    // in the middle it is an initial
    else if (word === 'i' && at > 1 && at === all.length - 1) suffix = 'i';
    else if (!titles.has(word) && !(at > 1 && endings.has(word))) kept.push(word);
  }
  return kept.length > 0 ? { kept, suffix } : { kept: [...all], suffix };
}

/** A Chinese name as syllables without tones: family name, then the given name in one word. */
function fromChinese(text: string): string[] {
  const name = simplified(
    text
      .normalize('NFKC')
      .replaceAll(/[\s·・]/gu, '')
      .replace(cjkTitles, ''),
  );
  const syllables = syllablesOf(name, true);
  const double = compoundFamily.has([...name].slice(0, 2).join('')) && syllables.length > 2 ? 2 : 1;
  return [syllables.slice(0, double).join(''), syllables.slice(double).join('')].filter((part) => part !== '');
}

const compoundFamily = new Set('欧阳 司马 上官 诸葛 司徒 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 端木'.split(' '));

function fromWords(all: readonly string[], familyFirst: boolean): PersonName {
  const { kept, suffix } = core(all);
  const [first = '', ...rest] = kept;
  const last = rest.at(-1);
  if (last === undefined) return { given: '', family: '', middle: '', single: first, suffix, words: kept };
  const middle = rest.slice(0, -1).join(' ');
  if (!familyFirst && joinPinyin([first, ...rest.slice(0, -1)], [last]).length < rest.length)
    return { given: `${first}${middle}`, family: last, middle: '', single: '', suffix, words: kept };
  return familyFirst
    ? { given: rest.join(''), family: first, middle: '', single: '', suffix, words: kept }
    : { given: first, family: last, middle, single: '', suffix, words: kept };
}

const nobody: PersonName = { given: '', family: '', middle: '', single: '', suffix: '', words: [] };

/** The name of a person from its parts where the system keeps them apart, else from the full name; empty for placeholders. */
export function personName(record: IdentityRecord): PersonName {
  const written = ['given_name', 'middle_name', 'family_name'].flatMap((attribute) =>
    foldedWords(valueOf(record, attribute)),
  );
  const isPlaceholder = [written, foldedWords(valueOf(record, 'name'))].some((all) => isPlaceholderName(all.join(' ')));
  if (isPlaceholder) return nobody;
  const isWrittenForeign = ['name', 'given_name', 'family_name'].some((attribute) =>
    isForeign(valueOf(record, attribute)),
  );
  return { ...readName(record), isForeign: isWrittenForeign };
}

/** `ROMERO Robin`: who writes one word of a name in capitals, in front, writes the family name first. */
const isFamilyInCapitals = (full: string): boolean => /^\p{Lu}[\p{Lu}'’-]+(?:\s+\p{Lu}\p{Ll}+\.?)+$/u.test(full.trim());

/** `Xiao Ming` of the family `Wang` has one given name, not a given and a middle name. */
const joinPinyin = (given: readonly string[], family: readonly string[]): readonly string[] =>
  given.length === 2 && family.length === 1 && isChineseFamily(family[0] ?? '') && isPinyin(given.join(''))
    ? [given.join('')]
    : given;

/** `王小明 (David)`: what stands in brackets is another name, or no name at all. */
const withoutBrackets = (text: string): string =>
  /^[^(（]+[(（]/.test(text) ? text.replaceAll(/[(（].*?[)）]/g, ' ').trim() : text;

function readName(record: IdentityRecord): PersonName {
  const parts = ['given_name', 'middle_name', 'family_name'].map((attribute) => valueOf(record, attribute));
  const full = withoutBrackets(valueOf(record, 'name'));
  if (parts.some(isCjkText)) return fromWords(fromChinese(`${parts[2] ?? ''}${parts[0] ?? ''}`), true);
  if (isCjkText(full)) return fromWords(fromChinese(full), true);
  const given = words(parts[0] ?? '');
  const family = words(parts[2] ?? '');
  // a full name tells more than its parts where these were taken from it
  const whole = words(full);
  const [before, after] = full.split(',');
  if (after !== undefined && words(after).length > 0 && !suffixes.has(words(after).join('')))
    return fromWords([...words(after), ...words(before ?? '')], false);
  if (given.length === 0 && family.length === 0 && isFamilyInCapitals(full))
    return fromWords([...whole.slice(1), ...whole.slice(0, 1)], false);
  if (whole.length > given.length + family.length || (given.length === 0 && family.length === 0))
    return fromWords(whole, false);
  // `Morris I` of the family `Klein` is the first of the name, as `Morris II` is the second
  const isFirst = given.length > 1 && given.at(-1) === 'i';
  const { kept, suffix: written } = core([
    ...given.slice(0, isFirst ? -1 : undefined),
    ...words(parts[1] ?? ''),
    ...family,
  ]);
  const suffix = written === '' && isFirst ? 'i' : written;
  const lastWords = family.filter((word) => kept.includes(word));
  const firstWords = joinPinyin(
    given.filter((word) => kept.includes(word)),
    lastWords,
  );
  const [first = '', ...more] = firstWords;
  const last = lastWords.join(' ');
  if (first === '' || last === '' || (first === last && kept.length === 1))
    return { given: '', family: '', middle: '', single: kept.join(' '), suffix, words: kept };
  const middle = [...more, ...words(parts[1] ?? '')].join(' ');
  return { given: first, family: last, middle, single: '', suffix, words: kept };
}

const isCjkText = (text: string): boolean => text !== '' && isCjk(text);
