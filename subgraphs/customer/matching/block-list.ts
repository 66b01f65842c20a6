import { blockKeys } from '../identity/block/block-keys.ts';
import type { FeatureSet } from '../identity/features/feature-set.ts';
import { isOrganization, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';

/** Blocks of one account: a key and how many accounts the block may have, by key. */
export type BlockList = ReadonlyMap<bigint, number>;

/** Persons and organisations never stand in one block, though their rules may look at the same values. */
const organizationSalt = 0x2545_f491_4f6c_dd1dn;

/** A block that an account is in, with the features that put it there. */
export interface NamedBlock {
  readonly rule: string;
  readonly key: bigint;
  readonly most: number;
}

/** The blocks of one of these records, rule by rule; two rules may put it in one block. */
export function namedBlocks(set: FeatureSet, at: number, record: IdentityRecord, rules: Rules): NamedBlock[] {
  const { blocks } = rulesFor(rules, record.kind);
  const salt = isOrganization(record) ? organizationSalt : 0n;
  const keys = blockKeys(set, at, blocks);
  return blocks.flatMap(({ on, most }, rule) =>
    (keys[rule] ?? []).map((key) => ({ rule: on.join(' + '), key: BigInt.asIntN(64, key ^ salt), most })),
  );
}

/** The blocks of one of these records. */
export const blockList = (set: FeatureSet, at: number, record: IdentityRecord, rules: Rules): BlockList =>
  new Map(namedBlocks(set, at, record, rules).map(({ key, most }) => [key, most]));
