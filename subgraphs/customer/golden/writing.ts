/**
 * How well a text is written: 0 all in capitals or all in small letters, as forms and old systems write; 1 in both cases, or
 * in a script without; one more when its letters have accents, which systems lose but do not invent.
 */
export function writing(text: string): number {
  const letters = text.normalize('NFC').match(/\p{L}/gu) ?? [];
  const upper = letters.filter((letter) => /\p{Lu}/u.test(letter)).length;
  const cased = letters.filter((letter) => /[\p{Lu}\p{Ll}]/u.test(letter)).length;
  const plain = cased > 1 && (upper === 0 || upper === cased);
  const accents = letters.some((letter) => /^\p{L}\p{M}/u.test(letter.normalize('NFD')) || letter === 'ß');
  return (plain ? 0 : 1) + (accents ? 1 : 0);
}

/** How much of a person's name is written out: two for each word, one for an initial; Chinese names count as whole. */
export function nameCompleteness(text: string): number {
  const words = text.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  return words.reduce((sum, word) => {
    const letters = [...word.normalize('NFC')];
    // Given and family name are written without a space.
    if (/^\p{Script=Han}/u.test(word)) return sum + Math.min(letters.length, 2) * 2;
    return sum + (letters.length > 1 ? 2 : 1);
  }, 0);
}

/** Letters and digits of a text. */
export const letterCount = (text: string): number => (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
