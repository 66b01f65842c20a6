import type { SharedBlock } from '../../../kit/subgraph/explain.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import type { IdentityRecord } from '../identity/record.ts';
import type { Rules } from '../identity/rules/rules.ts';
import { namedBlocks } from '../matching/block-list.ts';
import type { Ask } from '../store/ask.ts';

/** The blocks that both records are in, each rule once, with how many accounts stand in them. One statement. */
export async function sharedBlocks(
  ask: Ask,
  rules: Rules,
  a: IdentityRecord,
  b: IdentityRecord,
): Promise<SharedBlock[]> {
  const set = featureSet([a, b]);
  const other = new Set(namedBlocks(set, 1, b, rules).map(({ rule, key }) => `${rule} ${String(key)}`));
  const both = namedBlocks(set, 0, a, rules).filter(({ rule, key }) => other.has(`${rule} ${String(key)}`));
  const sizes = await ask<{ key: string; n: number }>(
    `select json_build_object('key', block_key::text, 'n', count(*))::text as row
     from match_block where block_key = any(?::bigint[]) group by block_key`,
    [both.map(({ key }) => String(key))],
  );
  const sizeOf = new Map(sizes.map(({ key, n }) => [key, n]));
  const blocks = new Map<string, SharedBlock>();
  for (const { rule, key, most } of both) {
    const accounts = sizeOf.get(String(key)) ?? 0;
    const known = blocks.get(rule);
    // of several blocks of one rule the smallest decides
    if (!known || accounts < known.accounts) blocks.set(rule, { rule, accounts, most });
  }
  return [...blocks.values()];
}
