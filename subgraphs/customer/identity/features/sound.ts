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

/**
 * What a word of two syllables and more sounds like, '' for others: two with one shape are said nearly alike, as `Sarah` and
 * `Zara`, `Keeley` and `Kaylee`. Each word is listened to once.
 */
export function shapesOfSound(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    let shape = known.get(word);
    if (shape === undefined) {
      shape = shapeOf(word);
      if (shape.length <= 3 || !/^[^.+-]+[.][^.+-]+[.+-]/.test(shape)) shape = '';
      known.set(word, shape);
    }
    return shape;
  };
}
