/**
 * A skeleton of how a Latin word sounds, for blocking only: doubled letters once, ph as f, vowels after the first letter
 * dropped, four letters. Other scripts keep their first two characters.
 */
export function soundOf(word: string): string {
  if (word === '') return '';
  if (!/^[a-z0-9]/.test(word)) return [...word].slice(0, 2).join('');
  return word
    .replaceAll('ph', 'f')
    .replaceAll(/ck|[cq]/g, 'k')
    .replaceAll('z', 's')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/(?<=.)[aeiouyhw]/g, '')
    .slice(0, 4);
}

/** What is left of a word when only its consonants and the vowels between them, whatever they are, are heard. */
const shapeOf = (word: string): string =>
  word
    .replaceAll('ph', 'f')
    .replaceAll(/ck|[cq]/g, 'k')
    .replaceAll('z', 's')
    .replaceAll(/h(?![aeiouy])|(?<=.)h/g, '')
    .replaceAll(/(.)\1+/g, '$1')
    // what ends a word tells names apart: `Kayla` and `Kaylee`
    .replace(/[eiy]+$/, '-')
    .replace(/a$/, '+')
    .replaceAll(/(?<=.)[aeiouyw]+/g, '.');

/** Whether two words of two syllables and more are said nearly alike: `Sarah` and `Zara`, `Keeley` and `Kaylee`. */
export function soundAlike(a: string, b: string): boolean {
  const shape = shapeOf(a);
  return shape.length > 3 && /^[^.+-]+[.][^.+-]+[.+-]/.test(shape) && shape === shapeOf(b);
}
