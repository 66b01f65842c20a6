import { fold, isAscii, words } from '../identity/normalise/fold.ts';

/**
 * The words under which a customer is found. Index and query are made by the same functions, so they can't disagree.
 * Chinese has no spaces, so every character starts a word of at most `windowLength` characters: `王小明` is found by
 * `小明` as a word prefix, which a trigram index answers even for one or two characters.
 */
const windowLength = 4;
const cjkRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

function windows(run: string): string[] {
  const characters = [...run];
  return characters.map((_, at) => characters.slice(at, at + windowLength).join(''));
}

/** `Müller` as `mueller`, too. */
function spellings(text: string): string[] {
  if (isAscii(text)) return words(text);
  const spelled = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüåø]/g, (letter) => umlauts[letter] ?? letter);
  return [...new Set([...words(text), ...words(spelled)])];
}

/** Words of the index for a text. */
export function indexWords(text: string): string[] {
  return spellings(text).flatMap((word) => {
    if (isAscii(word)) return [word];
    const rest = word.replace(cjkRun, ' ').trim();
    const runs = [...word.matchAll(cjkRun)].flatMap(([run]) => windows(run));
    return [...(rest === '' ? [] : rest.split(' ')), ...runs];
  });
}

/** ` anna schmidt ` - every word has a space on both sides, so `% anna%` finds it as a prefix. */
export const indexText = (texts: readonly (string | null)[]): string => {
  const all = new Set(texts.flatMap((text) => (text === null ? [] : indexWords(text))));
  return all.size === 0 ? ' ' : ` ${[...all].join(' ')} `;
};

/** Words that all must be found, each as the beginning of a word of the index. */
export function queryWords(text: string): string[] {
  const found = words(text).flatMap((word) => {
    const rest = word.replace(cjkRun, ' ').trim();
    const runs = [...word.matchAll(cjkRun)].flatMap(([run]) => {
      const whole = windows(run);
      // A run longer than a window is found when each of its full windows is.
      return whole.length <= windowLength ? whole.slice(0, 1) : whole.slice(0, whole.length - windowLength + 1);
    });
    return [...(rest === '' ? [] : rest.split(' ')), ...runs];
  });
  return [...new Set(found)];
}

/** Characters that a search may have. What is kept to be found needs no more: an index takes no text of any length. */
export const longestSearch = 200;

/** The name by which customers are sorted and found exactly; customers without a name come last. */
export function nameKey(name: string | null): string {
  if (name === null) return '\u{10fffd}';
  const key = fold(name).replace(/\s+/g, ' ');
  return key.length <= longestSearch ? key : [...key].slice(0, longestSearch).join('');
}

/** Digits of a phone number without what callers dial first: `+49`-less numbers match from the end. */
export function phoneDigits(text: string): string | null {
  if (!/^[\d\s()+./-]+$/.test(text.normalize('NFKC').trim())) return null;
  const digits = text.normalize('NFKC').replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 5 ? digits : null;
}
