import { describe, expect, test } from 'vitest';
import { constraintsOf, indexConstraints, type Constraints, type StandingDecision } from './constraints.ts';

const decided = (text: string): StandingDecision => {
  const [kind, ...parts] = text.split(' ');
  if (kind !== 'SAME' && kind !== 'DIFFERENT' && kind !== 'MERGE' && kind !== 'SPLIT') throw new Error(text);
  return { kind, parts: parts.map((part) => part.split('')) };
};
const of = (...newestFirst: string[]): Constraints => constraintsOf(newestFirst.map(decided));
const groups = (constraints: Constraints): string[] =>
  indexConstraints(constraints)
    .together.map((keys) => [...keys].sort().join(''))
    .sort();

describe('decisions become constraints', () => {
  test.each<[string, string[], string[], string[]]>([
    ['same joins', ['SAME a b'], ['ab'], []],
    ['different parts', ['DIFFERENT a b'], [], ['ab']],
    ['merge joins all accounts of all customers', ['MERGE ab c de'], ['abcde'], []],
    ['split ties each part and parts them all', ['SPLIT ab cd'], ['ab', 'cd'], ['ac', 'ad', 'bc', 'bd']],
    ['the latest wins: different over same', ['DIFFERENT a b', 'SAME a b'], [], ['ab']],
    ['the latest wins: same over different', ['SAME a b', 'DIFFERENT a b'], ['ab'], []],
    [
      'an older tie that would lead around a later parting is dropped',
      ['DIFFERENT a c', 'SAME b c', 'SAME a b'],
      ['bc'],
      ['ac'],
    ],
    ['an older parting inside of later ties is dropped', ['SAME b c', 'SAME a b', 'DIFFERENT a c'], ['abc'], []],
    ['of an older merge stays what can be true', ['DIFFERENT b c', 'MERGE ab cd'], ['abd'], ['bc']],
    [
      'two splits, one after the other',
      ['SPLIT abe d', 'SPLIT abde c'],
      ['abe'],
      ['ad', 'bd', 'ed', 'ac', 'bc', 'dc', 'ec'],
    ],
    ['merge after split after merge', ['MERGE a b', 'SPLIT a b', 'MERGE a b'], ['ab'], []],
    ['nothing', [], [], []],
  ])('%s', (_, newestFirst, together, apart) => {
    const found = of(...newestFirst);
    expect(groups(found)).toEqual(together);
    expect(found.apart.map((pair) => pair.join(''))).toEqual(apart);
  });

  test('apart holds for whoever is tied to one of the two', () => {
    const index = indexConstraints(of('DIFFERENT a x', 'SAME x y', 'SAME a b'));
    expect(['bx', 'by', 'ay', 'ab', 'xy', 'bz'].map((pair) => index.isApart(pair[0] ?? '', pair[1] ?? ''))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('never contradict each other, whatever was decided (10,000 random histories)', () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * n);
    };
    let apartSeen = 0;
    for (let round = 0; round < 10_000; round += 1) {
      const history = Array.from({ length: 1 + random(6) }, () => {
        const keys = 'abcdef'.split('').filter(() => random(2) === 0);
        const cut = 1 + random(Math.max(1, keys.length - 1));
        const kind = (['SAME', 'DIFFERENT', 'MERGE', 'SPLIT'] as const)[random(4)] ?? 'SAME';
        return { kind, parts: [keys.slice(0, cut), keys.slice(cut)] };
      });
      const found = constraintsOf(history);
      const index = indexConstraints({ together: found.together, apart: [] });
      for (const [a, b] of found.apart)
        expect(index.together.some((keys) => keys.includes(a) && keys.includes(b))).toBe(false);
      apartSeen += found.apart.length;
      // The latest always holds in full.
      const latest = history[0];
      const [left = [], right = []] = latest?.parts ?? [];
      const whole = indexConstraints(found);
      if (latest?.kind === 'DIFFERENT' || latest?.kind === 'SPLIT')
        for (const a of left) for (const b of right) expect(whole.isApart(a, b)).toBe(true);
    }
    expect(apartSeen).toBeGreaterThan(10_000);
  });
});
