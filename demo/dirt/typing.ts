import type { Random } from '../company/random.ts';

const neighbours: Record<string, string> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'k', m: 'n', n: 'bm',
  o: 'ip', p: 'o', q: 'w', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'x',
}; // prettier-ignore

/** One slip of the fingers: two letters swapped, one lost, doubled or missed by one key. Words under four letters stay. */
export function typo(random: Random, text: string): string {
  if (text.length < 4) return text;
  const i = random.int(1, text.length - 2);
  const [before, letter, after] = [text.slice(0, i), text.charAt(i), text.slice(i + 1)];
  if (!/\p{L}/u.test(letter) || /\p{Script=Han}/u.test(letter)) return text;
  switch (random.int(1, 4)) {
    case 1:
      return before + after.charAt(0) + letter + after.slice(1);
    case 2:
      return before + after;
    case 3:
      return before + letter + letter + after;
    default:
      return before + random.pick([...(neighbours[letter.toLowerCase()] ?? letter)]) + after;
  }
}

const german: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' };

/** Letters without marks, as old terminals know them: `Müller` -> `Muller`, or `Mueller` the German way. */
export function plainLetters(text: string, way: 'german' | 'bare'): string {
  const spelled = way === 'german' ? text.replace(/[äöüÄÖÜß]/g, (c) => german[c] ?? c) : text.replaceAll('ß', 'ss');
  return spelled.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

/** Blanks where none belong: doubled inside, or hanging at an end. */
export function strayBlanks(random: Random, text: string): string {
  return random.pick([`${text} `, ` ${text}`, text.replace(' ', '  ')]);
}
