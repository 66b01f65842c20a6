import { blockKeys } from '../identity/block/block-keys.ts';
import type { FeatureSet } from '../identity/features/feature-set.ts';
import { isOrganization, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';

/** Blocks of one account: a key and how many accounts the block may have, by key. */
export type BlockList = ReadonlyMap<bigint, number>;

/** Persons and organisations never stand in one block, though their rules may look at the same values. */
const organizationSalt = 0x2545_f491_4f6c_dd1dn;

/** The blocks of one of these records. */
export function blockList(set: FeatureSet, at: number, record: IdentityRecord, rules: Rules): BlockList {
  const { blocks } = rulesFor(rules, record.kind);
  const salt = isOrganization(record) ? organizationSalt : 0n;
  const keys = blockKeys(set, at, blocks);
  return new Map(
    blocks.flatMap(({ most }, rule) => (keys[rule] ?? []).map((key) => [BigInt.asIntN(64, key ^ salt), most] as const)),
  );
}
