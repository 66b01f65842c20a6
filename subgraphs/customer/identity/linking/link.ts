import { accountKey, compareText, type IdentityAccount } from '../account.ts';
import { indexConstraints, noConstraints, type Constraints } from '../constraints.ts';
import { identifierKinds, identifiersOf } from '../normalise/identifiers.ts';
import { contradict, namesAgree } from './agree.ts';
import { readNames, type NamedAccount } from './names.ts';
import { linkRules } from './rules.ts';
import { UnionFind } from '../cluster/union-find.ts';

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
 * whole cluster contradict each other, and those that people said are, with all that the model joined to either; never
 * those that are to stay apart. Pure; the answer does not depend on the order of the input. Returns every account once,
 * clusters and members sorted by account key.
 */
export function linkAccounts(
  input: Iterable<IdentityAccount>,
  constraints: Constraints = noConstraints,
): IdentityAccount[][] {
  const keyed = [...input]
    .map((account) => ({ account, key: accountKey(account) }))
    .sort((a, b) => compareText(a.key, b.key));
  const accounts = keyed.map(({ account }) => account);
  const named = accounts.map(readNames);
  // What the model joined, in which nothing may contradict; and the same with what people joined.
  const model = new UnionFind(accounts.length);
  const sets = new UnionFind(accounts.length);
  const decided = indexConstraints(constraints);
  unite(sets, keyed, decided.together);
  const mayUnite = (a: number, b: number): boolean =>
    model.members(a).every((x) => {
      const left = named[x];
      return model.members(b).every((y) => {
        const right = named[y];
        return left && right && !contradict(left, right);
      });
    });
  const mayMeet = (a: number, b: number): boolean =>
    !decided.hasApart ||
    sets.find(a) === sets.find(b) ||
    sets
      .members(a)
      .every((x) => sets.members(b).every((y) => !decided.isApart(keyed[x]?.key ?? '', keyed[y]?.key ?? '')));
  for (const block of shared(accounts, named)) {
    if (nameCount(block, named) > linkRules.maxNamesPerIdentifier) continue;
    block.forEach((a, at) => {
      const left = named[a];
      for (const b of block.slice(at + 1)) {
        const right = named[b];
        if (!left || !right || model.find(a) === model.find(b)) continue;
        if (!namesAgree(left, right) || !mayUnite(a, b) || !mayMeet(a, b)) continue;
        model.union(a, b);
        sets.union(a, b);
      }
    });
  }
  const roots = accounts.map((_, at) => at).filter((at) => sets.find(at) === at);
  return roots
    .map((root) => sets.members(root))
    .map((members) => members.map((at) => accounts[at]).filter((account) => account !== undefined));
}

/** Unites what people said is one, of the accounts that are there. */
function unite(
  sets: UnionFind,
  keyed: readonly { readonly key: string }[],
  together: readonly (readonly string[])[],
): void {
  if (together.length === 0) return;
  const positions = new Map(keyed.map(({ key }, at) => [key, at]));
  for (const keys of together) {
    const [first, ...others] = keys.map((key) => positions.get(key)).filter((at) => at !== undefined);
    for (const other of others) sets.union(first ?? other, other);
  }
}
