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
