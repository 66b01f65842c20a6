import { describe, expect, test } from 'vitest';
import { seededRandom } from '../identity/score/random.ts';
import { account } from '../testing/steward.ts';
import { chainBetween, sidesOfWeakest, strongestTree, type Tie } from './tree.ts';

const tie = (a: string, b: string, weight: number | null, decisionId: string | null = null): Tie => ({
  a: account(`x:${a}`),
  b: account(`x:${b}`),
  weight,
  decisionId,
});
const text = ({ a, b }: Tie): string => `${a.accountId}${b.accountId}`;

describe('the strongest tree', () => {
  test('keeps the ties that no chain of stronger ones goes around, strongest first', () => {
    const tree = strongestTree([tie('a', 'c', 1), tie('b', 'c', 9), tie('a', 'b', 8), tie('c', 'd', 2)]);
    expect(tree.map(text)).toEqual(['bc', 'ab', 'cd']);
    expect(sidesOfWeakest(tree)).toEqual([3, 1]);
  });

  test('decisions come before evidence, the first that is given before the others', () => {
    const ties = [tie('a', 'b', 30), tie('a', 'b', null, 'later'), tie('a', 'b', null, 'older'), tie('b', 'c', 0)];
    expect(strongestTree(ties).map(({ decisionId }) => decisionId)).toEqual(['later', null]);
  });

  test('finds the chain from one account to another, or says that there is none', () => {
    const tree = strongestTree([tie('a', 'b', 5), tie('b', 'c', 5), tie('c', 'd', 5), tie('x', 'y', 5)]);
    expect(chainBetween(tree, account('x:d'), account('x:a'))?.map(text)).toEqual(['cd', 'bc', 'ab']);
    expect(chainBetween(tree, account('x:a'), account('x:a'))).toEqual([]);
    expect(chainBetween(tree, account('x:a'), account('x:y'))).toBeNull();
    expect(chainBetween([], account('x:a'), account('x:y'))).toBeNull();
  });

  test('nothing holds one account together', () => {
    expect(strongestTree([])).toEqual([]);
    expect(sidesOfWeakest([])).toEqual([0, 0]);
  });
});

test('the weakest of the tree is the greatest weight at which everything still hangs together, whatever the ties', () => {
  const random = seededRandom(5);
  let checked = 0;
  for (let round = 0; round < 300; round += 1) {
    const names = [...'abcdefg'].slice(0, 2 + random(6));
    const ties = names.flatMap((a, at) =>
      names.slice(at + 1).flatMap((b) => (random(3) > 0 ? [tie(a, b, random(8))] : [])),
    );
    /** Accounts reached from the first over ties of at least this weight: the plain oracle. */
    const reached = (least: number): number => {
      const seen = new Set([names[0] ?? '']);
      for (let grown = true; grown;) {
        grown = false;
        for (const { a, b, weight } of ties)
          if ((weight ?? 0) >= least && seen.has(a.accountId) !== seen.has(b.accountId)) {
            seen.add(a.accountId).add(b.accountId);
            grown = true;
          }
      }
      return seen.size;
    };
    if (reached(0) < names.length) continue;
    const tree = strongestTree(ties);
    const weakest = tree.at(-1)?.weight ?? 0;
    expect(tree).toHaveLength(names.length - 1);
    expect([reached(weakest), reached(weakest + 1) < names.length]).toEqual([names.length, true]);
    const [left, right] = sidesOfWeakest(tree);
    expect(left + right).toBe(names.length);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(100);
});
