import { Random } from '../../demo/company/random.ts';

const starts = 'b br c ch d dr f fl g gr h j k kl l m n p pr r s sch st t tr v w z'.split(' ');
const vowels = 'a a e e i o u ai ea ie ou'.split(' ');
const middles = 'b d g k l ll m n nd ng r rr s ss st t tt v ck rn lm'.split(' ');

/** So many different made words, by rank; each kind of name has endings of its own. */
export function madeWords(seed: number, label: string, count: number, endings: readonly string[]): readonly string[] {
  const random = new Random(seed, label);
  const found = new Set<string>();
  while (found.size < count) {
    let word = random.pick(starts) + random.pick(vowels);
    for (let syllables = random.int(0, 1); syllables > 0; syllables -= 1)
      word += random.pick(middles) + random.pick(vowels);
    word += random.pick(middles) + random.pick(endings);
    found.add(word.charAt(0).toUpperCase() + word.slice(1));
  }
  return [...found];
}
