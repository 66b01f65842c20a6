import { accountKey, compareText } from '../identity/account.ts';
import { UnionFind } from '../identity/cluster/union-find.ts';
import type { AccountName } from '../store/account-scope.ts';

/** What speaks for two accounts being one customer: evidence, or a decision. */
export interface Tie {
  readonly a: AccountName;
  readonly b: AccountName;
  /** log2 of the odds that they are one; null where nobody weighed them. */
  readonly weight: number | null;
  /** The decision that ties them, whatever they weigh; null for evidence alone. */
  readonly decisionId: string | null;
}

const nameOf = ({ a, b }: Tie): string => `${accountKey(a)}\u0000${accountKey(b)}`;

/**
 * Decisions first, in the order that they are given in, then the heaviest; ties of one weight by their accounts, so that
 * equal ties give equal trees.
 */
function strongestFirst(x: Tie, y: Tie): number {
  if (x.decisionId !== null || y.decisionId !== null)
    return Number(x.decisionId === null) - Number(y.decisionId === null);
  return (y.weight ?? -Infinity) - (x.weight ?? -Infinity) || compareText(nameOf(x), nameOf(y));
}

/**
 * The ties that it takes to hold accounts together: a maximum spanning tree (Kruskal 1956), strongest first. Each account has
 * its strongest tie in it, and the weakest of all is the last: no chain of stronger ones goes around it.
 */
export function strongestTree(ties: readonly Tie[]): Tie[] {
  const numbers = new Map<string, number>();
  const numberOf = (account: AccountName): number => {
    const key = accountKey(account);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const ends = ties.map((tie) => ({ tie, a: numberOf(tie.a), b: numberOf(tie.b) }));
  const sets = new UnionFind(numbers.size);
  return ends
    .sort((x, y) => strongestFirst(x.tie, y.tie))
    .flatMap(({ tie, a, b }) => {
      if (sets.find(a) === sets.find(b)) return [];
      sets.union(a, b);
      return [tie];
    });
}

/** The ties from one account to another, in their order; null where no chain of these ties leads there. */
export function chainBetween(tree: readonly Tie[], from: AccountName, to: AccountName): Tie[] | null {
  const [start, end] = [accountKey(from), accountKey(to)];
  const neighbours = new Map<string, Tie[]>();
  for (const tie of tree)
    for (const key of [accountKey(tie.a), accountKey(tie.b)])
      neighbours.set(key, [...(neighbours.get(key) ?? []), tie]);
  const reached = new Map<string, readonly Tie[]>([[start, []]]);
  for (const [key, chain] of reached) {
    if (key === end) return [...chain];
    for (const tie of neighbours.get(key) ?? []) {
      const other = [accountKey(tie.a), accountKey(tie.b)].find((one) => one !== key);
      if (other !== undefined && !reached.has(other)) reached.set(other, [...chain, tie]);
    }
  }
  return null;
}

/** How many accounts a tree has on either side of its weakest tie, the last. */
export function sidesOfWeakest(tree: readonly Tie[]): readonly [number, number] {
  const weakest = tree.at(-1);
  if (!weakest) return [0, 0];
  const side = new Set([accountKey(weakest.a)]);
  const rest = tree.slice(0, -1);
  for (let size = 0; size < side.size;) {
    size = side.size;
    for (const { a, b } of rest) {
      const [x, y] = [accountKey(a), accountKey(b)];
      if (side.has(x)) side.add(y);
      else if (side.has(y)) side.add(x);
    }
  }
  return [side.size, tree.length + 1 - side.size];
}
