import { accountKey, compareText, type IdentityAccount } from '../account.ts';
import { identifierKinds, identifiersOf } from '../normalise/identifiers.ts';
import { contradict, namesAgree } from './agree.ts';
import { readNames, type NamedAccount } from './names.ts';
import { linkRules } from './rules.ts';
import { UnionFind } from './union-find.ts';

type Named = readonly (NamedAccount | null)[];

/** Accounts (as positions) that share an identifier, strongest kind first, in an order that depends on the data alone. */
function shared(accounts: readonly IdentityAccount[], named: Named): number[][] {
  const byIdentifier = new Map<string, number[]>();
  accounts.forEach((account, at) => {
    if (named[at] === null) return;
    for (const { kind, value } of identifiersOf(account)) {
      const name = `${String(identifierKinds.indexOf(kind))}\u0000${value}`;
      const block = byIdentifier.get(name);
      if (block) block.push(at);
      else byIdentifier.set(name, [at]);
    }
  });
  return [...byIdentifier]
    .filter(([, block]) => block.length > 1 && block.length <= linkRules.maxAccountsPerIdentifier)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, block]) => block);
}

/** How many different names an identifier carries. */
function nameCount(block: readonly number[], named: Named): number {
  const kinds: NamedAccount[] = [];
  for (const at of block) {
    const account = named[at];
    if (account && !kinds.some((other) => namesAgree(account, other))) kinds.push(account);
  }
  return kinds.length;
}

/**
 * Which accounts are one customer: those that share an identifier and agree in name, as long as no two accounts of the
 * whole cluster contradict each other. Pure; the answer does not depend on the order of the input.
 * Returns every account once, clusters and members sorted by account key.
 */
export function linkAccounts(input: Iterable<IdentityAccount>): IdentityAccount[][] {
  const accounts = [...input]
    .map((account) => ({ account, key: accountKey(account) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ account }) => account);
  const named = accounts.map(readNames);
  const sets = new UnionFind(accounts.length);
  const mayUnite = (a: number, b: number): boolean =>
    sets.members(a).every((x) => {
      const left = named[x];
      return sets.members(b).every((y) => {
        const right = named[y];
        return left && right && !contradict(left, right);
      });
    });
  for (const block of shared(accounts, named)) {
    if (nameCount(block, named) > linkRules.maxNamesPerIdentifier) continue;
    block.forEach((a, at) => {
      const left = named[a];
      for (const b of block.slice(at + 1)) {
        const right = named[b];
        if (!left || !right || sets.find(a) === sets.find(b)) continue;
        if (namesAgree(left, right) && mayUnite(a, b)) sets.union(a, b);
      }
    });
  }
  return sets.sets().map((members) => members.map((at) => accounts[at]).filter((account) => account !== undefined));
}
