import { compareText, type IdentityAccount } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';

/** By system and account, as clustering takes them. */
export const byAccount = (a: AccountName, b: AccountName): number =>
  compareText(a.system, b.system) || compareText(a.accountId, b.accountId);

/** The accounts of each cluster; `clusters` has the number of the first account of each account's cluster. */
export function groupsOf(accounts: readonly IdentityAccount[], clusters: Int32Array): IdentityAccount[][] {
  const groups = new Map<number, IdentityAccount[]>();
  for (const [at, account] of accounts.entries()) {
    const cluster = clusters[at] ?? at;
    const group = groups.get(cluster);
    if (group) group.push(account);
    else groups.set(cluster, [account]);
  }
  return [...groups.values()];
}
