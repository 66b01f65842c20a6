import { describe, expect, it } from 'vitest';
import { pairJudge } from '../../testing/pair-judge.ts';
import type { Constraints } from '../constraints.ts';
import { averageLink } from './average-link.ts';
import { DecidedSets } from './decided.ts';
import { EdgeList } from './edges.ts';
import { UnionFind } from './union-find.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Who is with whom: edges `x y weight`, a weight between all others, and what people decided as `xy`. */
function clusters(
  edges: readonly string[],
  rest: number,
  together: readonly string[],
  apart: readonly string[],
): string[] {
  const pairs = (texts: readonly string[]): Constraints['together'] => texts.map(([x = '', y = '']) => [x, y] as const);
  const weights = new Map<string, number>();
  const list = new EdgeList();
  for (const edge of edges) {
    const [x = '', y = '', weight] = edge.split(' ');
    weights.set(`${x}${y}`, Number(weight));
    list.push(names.indexOf(x), names.indexOf(y), Number(weight));
  }
  const weightOf = (a: number, b: number): number => {
    const [x = '', y = ''] = [names[a], names[b]].sort();
    return weights.get(`${x}${y}`) ?? rest;
  };
  const decided = new DecidedSets({ together: pairs(together), apart: pairs(apart) }, names);
  averageLink(new UnionFind(names.length), list, { judge: pairJudge(weightOf), pair: 0, mean: 0, margin: 0, decided });
  const groups = new Map<number, string>();
  for (const [at, name] of names.entries()) {
    const first = decided.find(at);
    groups.set(first, `${groups.get(first) ?? ''}${name}`);
  }
  return [...groups.values()];
}

describe('what people decided', () => {
  it('joins what nothing speaks for, and with it all that the model joins to either', () =>
    expect(clusters(['a b 9', 'c d 9'], -20, ['bc'], [])).toEqual(['abcd', 'e', 'f']));

  it('is no evidence: whoever is tied to a record is neither for nor against another', () => {
    // the model alone joins c to b; a, tied to b, is unlike c
    expect(clusters(['b c 3'], -20, ['ab'], [])).toEqual(['abc', 'd', 'e', 'f']);
    expect(clusters(['a b 3'], -20, ['cd'], [])).toEqual(['ab', 'cd', 'e', 'f']);
  });

  it('keeps two apart, however much speaks for them, also through others', () => {
    expect(clusters(['a b 25'], 20, [], ['ab'])).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(clusters(['a b 25', 'b c 24'], 20, [], ['ac'])).toEqual(['ab', 'c', 'd', 'e', 'f']);
  });

  it('keeps apart whatever is tied to the two', () =>
    expect(clusters(['a b 25'], 20, ['ac', 'bd'], ['cd'])).toEqual(['ac', 'bd', 'e', 'f']));

  it('may tie accounts together through one that is not there', () => {
    const sets = new DecidedSets(
      {
        together: [
          ['a', 'gone'],
          ['gone', 'c'],
        ],
        apart: [],
      },
      names,
    );
    expect(sets.find(2)).toBe(0);
  });
});
