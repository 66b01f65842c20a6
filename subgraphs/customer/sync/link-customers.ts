import type { Knex } from 'knex';
import type { SyncReport } from '../../../kit/subgraph/sync.ts';
import { accountKey } from '../identity/account.ts';
import { resolveIdentities } from '../identity/resolve.ts';
import { profileOf } from '../profile/profile.ts';
import { readIdentityState } from '../store/read-identity.ts';
import {
  endCustomers,
  writeCrosswalk,
  writeCustomers,
  writeMerges,
  type CrosswalkWrite,
  type CustomerWrite,
} from '../store/write-customers.ts';
import { contentHash } from './content-hash.ts';

/** Raise it when profiles change shape: every customer is then written anew by the next sync. */
const PROFILE_VERSION = 1;

export type Linked = Omit<NonNullable<SyncReport['linked']>, 'ms'>;

/** Says anew who is one customer over all living accounts, and writes what differs. In the caller's transaction. */
export async function linkCustomers(trx: Knex.Transaction, now: string): Promise<Linked> {
  const { accounts, previous, accountHashes, profileHashes } = await readIdentityState(trx);
  const assignment = resolveIdentities(accounts, previous);

  const customers: CustomerWrite[] = [];
  const crosswalk: CrosswalkWrite[] = [];
  for (const { customerId, accounts: members } of assignment.clusters) {
    // A profile is made of its accounts alone: when none of them changed, neither did the profile.
    const hash = contentHash(
      PROFILE_VERSION,
      members.map((account) => accountHashes.get(accountKey(account)) ?? ''),
    );
    if (profileHashes.get(customerId) !== hash)
      customers.push({ customerId, profile: profileOf(members), contentHash: hash });
    for (const account of members)
      if (previous.customerOf.get(accountKey(account)) !== customerId)
        crosswalk.push({ system: account.system, accountId: account.accountId, customerId });
  }
  await writeCustomers(trx, customers, now);
  await writeCrosswalk(trx, crosswalk);
  await writeMerges(trx, assignment.merged, now);
  const ended = await endCustomers(trx, assignment.ended, now);
  return {
    accounts: accounts.length,
    customers: assignment.clusters.length,
    created: assignment.created.length,
    merged: assignment.merged.size,
    ended,
  };
}
