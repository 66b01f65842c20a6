/** Letters that Unicode does not take apart, with what people type instead. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};

/** Most text is; it needs none of the costly steps. */
export const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/**
 * Text as people compare it: lower case, no accents on letters, full-width forms made narrow. Other scripts keep their
 * characters (`王小明`, `Петров` in lower case).
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase().trim();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđðłıþ]/g, (letter) => plain[letter] ?? letter)
    .trim();
}

/** The words of a text, folded: runs of letters and digits. */
export function words(text: string | null): string[] {
  if (text === null || text === '') return [];
  const folded = fold(text);
  // most texts are a few plain words
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(folded)) return folded.split(' ');
  return folded.replace(/['’`]/g, '').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Whether a text is written in Chinese characters (or kana, hangul), which need no spaces between words. */
export const isCjk = (text: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}·・々ー\s]+$/u.test(text);

/** A folded word for comparing: `kaethe` and `kathe` (from `Käthe`) are one, as are `krueger` and `kruger`. */
export const withoutUmlauts = (word: string): string => word.replace(/([aou])e/g, '$1');
