import type { IdentityAccount } from './account.ts';
import { assignIds, type Assignment, type Previous } from './assign/assign.ts';
import { noConstraints, type Constraints } from './constraints.ts';
import { linkAccounts } from './linking/link.ts';

/**
 * Who is one customer, and under which id: THE interface of the matching engine. Pure: it reads no database and no clock,
 * and equal input gives equal output. Stages: accounts come normalised (normalise/), linking/ makes clusters of them and
 * obeys `constraints` (what people decided), assign/ gives the clusters their ids.
 */
export function resolveIdentities(
  accounts: Iterable<IdentityAccount>,
  previous: Previous,
  constraints: Constraints = noConstraints,
): Assignment {
  return assignIds(linkAccounts(accounts, constraints), previous);
}
