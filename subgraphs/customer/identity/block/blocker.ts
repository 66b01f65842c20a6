import type { FeatureSet } from '../features/feature-set.ts';
import { GrowingInts } from '../features/growing-ints.ts';
import { KeyTable } from '../features/key-table.ts';
import type { BlockRule } from '../rules/rules.ts';
import { RuleKeys } from './block-keys.ts';

/** One rule's blocks: of each key that a record has, the record and the block, in the order of records. */
interface RuleBlocks {
  readonly records: GrowingInts;
  readonly blocks: GrowingInts;
  /** Records of each block. */
  readonly sizes: GrowingInts;
}

function blocksOf(set: FeatureSet, include: (record: number) => boolean, rule: BlockRule): RuleBlocks {
  const keys = new RuleKeys(set, rule);
  const table = new KeyTable();
  const [records, blocks, sizes] = [new GrowingInts(), new GrowingInts(), new GrowingInts()];
  for (let record = 0; record < set.count; record += 1) {
    if (!include(record)) continue;
    const count = keys.of(record);
    for (let at = 0; at < count; at += 1) {
      const block = table.idOf(keys.high[at] ?? 0, keys.low[at] ?? 0);
      if (block === sizes.length) sizes.push(0);
      sizes.add(block, 1);
      records.push(record);
      blocks.push(block);
    }
  }
  return withoutUseless({ records, blocks, sizes }, rule.most);
}

/** Only blocks that make pairs: of two records and more, and no more than the rule allows. */
function withoutUseless({ records, blocks, sizes }: RuleBlocks, most: number): RuleBlocks {
  const kept = { records: new GrowingInts(), blocks: new GrowingInts(), sizes: new GrowingInts() };
  const numbers = new Int32Array(sizes.length).fill(-1);
  for (let at = 0; at < records.length; at += 1) {
    const block = blocks.at(at);
    const size = sizes.at(block);
    if (size < 2 || size > most) continue;
    if (numbers[block] === -1) {
      numbers[block] = kept.sizes.length;
      kept.sizes.push(size);
    }
    kept.records.push(records.at(at));
    kept.blocks.push(numbers[block] ?? 0);
  }
  return kept;
}

/**
 * The candidate pairs: records that share a key by any rule. No pair is stored: the partners of a record are looked up
 * when its turn comes, each once, so memory grows with the records and not with the pairs.
 */
export class Blocker {
  /** Blocks of record r are `blocks` from `from[r]` to `from[r + 1]`, in the order of the rules. */
  readonly #from: Int32Array;
  readonly #blocks: Int32Array;
  /** Records of block b are `members` from `starts[b]` to `starts[b + 1]`, in their order. */
  readonly #starts: Int32Array;
  readonly #members: Int32Array;
  readonly #seenBy: Int32Array;

  constructor(set: FeatureSet, include: (record: number) => boolean, rules: readonly BlockRule[]) {
    const found = rules
      .filter((rule) => rule.on.every((name) => (set.columns.get(name)?.filled ?? 0) > 0))
      .map((rule) => blocksOf(set, include, rule));
    const keys = found.reduce((sum, { records }) => sum + records.length, 0);
    const blocks = found.reduce((sum, { sizes }) => sum + sizes.length, 0);
    this.#from = new Int32Array(set.count + 1);
    this.#blocks = new Int32Array(keys);
    this.#starts = new Int32Array(blocks + 1);
    this.#members = new Int32Array(keys);
    this.#seenBy = new Int32Array(set.count).fill(-1);
    this.#fill(found);
  }

  #fill(found: readonly RuleBlocks[]): void {
    const [from, starts] = [this.#from, this.#starts];
    for (const { records } of found) for (const record of records.view()) add(from, record + 1, 1);
    for (let record = 1; record < from.length; record += 1) add(from, record, from[record - 1] ?? 0);
    let first = 0;
    for (const { sizes } of found) {
      for (const [block, size] of sizes.view().entries())
        starts[first + block + 1] = (starts[first + block] ?? 0) + size;
      first += sizes.length;
    }
    const [nextKey, nextMember] = [from.slice(), starts.slice()];
    first = 0;
    for (const { records, blocks, sizes } of found) {
      for (let at = 0; at < records.length; at += 1) {
        const [record, block] = [records.at(at), first + blocks.at(at)];
        this.#blocks[nextKey[record] ?? 0] = block;
        add(nextKey, record, 1);
        this.#members[nextMember[block] ?? 0] = record;
        add(nextMember, block, 1);
      }
      first += sizes.length;
    }
  }

  /** Calls `visit` for every candidate behind the record in order (each pair of records comes once over all calls). */
  partners(record: number, visit: (partner: number) => void): void {
    const seenBy = this.#seenBy;
    const end = this.#from[record + 1] ?? 0;
    for (let key = this.#from[record] ?? 0; key < end; key += 1) {
      const block = this.#blocks[key] ?? 0;
      const start = this.#starts[block] ?? 0;
      for (let at = (this.#starts[block + 1] ?? 0) - 1; at >= start; at -= 1) {
        const partner = this.#members[at] ?? 0;
        // members are in the order of records: what is left was partner of an earlier record
        if (partner <= record) break;
        if (seenBy[partner] === record) continue;
        seenBy[partner] = record;
        visit(partner);
      }
    }
  }
}

function add(numbers: Int32Array, at: number, value: number): void {
  numbers[at] = (numbers[at] ?? 0) + value;
}
