import type { FeatureColumn } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { columnOf } from '../compare/names.ts';
import type { BlockRule } from '../rules/rules.ts';

/** One rule over all records: which records share a key. Stored flat: keys -> records, records -> keys. */
interface Index {
  readonly most: number;
  /** Records of key k are `members` from `starts[k]` to `starts[k + 1]`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Keys of record r are `keys` from `from[r]` to `from[r + 1]`. */
  readonly from: Int32Array;
  readonly keys: Int32Array;
}

/** A record has at most so many keys by one rule: many values in each of several features would multiply. */
const mostKeys = 12;

function keysOf(columns: readonly FeatureColumn[], record: number): string[] {
  let keys = [''];
  for (const column of columns) {
    const longer: string[] = [];
    for (const key of keys)
      for (let at = column.start(record); at < column.end(record) && longer.length < mostKeys; at += 1)
        longer.push(`${key}|${String(column.at(at))}`);
    keys = longer;
  }
  return keys;
}

function indexOf(set: FeatureSet, include: (record: number) => boolean, rule: BlockRule): Index {
  const columns = rule.on.map((name) => columnOf(set, name));
  const ids = new Map<string, number>();
  const from = new Int32Array(set.count + 1);
  const keys: number[] = [];
  const counts: number[] = [];
  for (let record = 0; record < set.count; record += 1) {
    if (include(record))
      for (const key of keysOf(columns, record)) {
        let id = ids.get(key);
        if (id === undefined) ids.set(key, (id = ids.size));
        keys.push(id);
        counts[id] = (counts[id] ?? 0) + 1;
      }
    from[record + 1] = keys.length;
  }
  const starts = new Int32Array(ids.size + 1);
  for (let id = 0; id < ids.size; id += 1) starts[id + 1] = (starts[id] ?? 0) + (counts[id] ?? 0);
  const next = starts.slice();
  const members = new Int32Array(keys.length);
  for (let record = 0; record < set.count; record += 1)
    for (let at = from[record] ?? 0; at < (from[record + 1] ?? 0); at += 1) {
      const id = keys[at] ?? 0;
      members[next[id] ?? 0] = record;
      next[id] = (next[id] ?? 0) + 1;
    }
  return { most: rule.most, starts, members, from, keys: Int32Array.from(keys) };
}

/**
 * The candidate pairs: records that share a key by any rule. No pair is stored: the partners of a record are looked up
 * when its turn comes, each once, so memory grows with the records and not with the pairs.
 */
export class Blocker {
  readonly #indexes: Index[];
  readonly #seenBy: Int32Array;

  constructor(set: FeatureSet, include: (record: number) => boolean, rules: readonly BlockRule[]) {
    this.#indexes = rules
      .filter((rule) => rule.on.every((name) => (set.columns.get(name)?.filled ?? 0) > 0))
      .map((rule) => indexOf(set, include, rule));
    this.#seenBy = new Int32Array(set.count).fill(-1);
  }

  /** Calls `visit` for every candidate behind the record in order (each pair of records comes once over all calls). */
  partners(record: number, visit: (partner: number) => void): void {
    for (const { most, starts, members, from, keys } of this.#indexes)
      for (let k = from[record] ?? 0; k < (from[record + 1] ?? 0); k += 1) {
        const key = keys[k] ?? 0;
        const [start, end] = [starts[key] ?? 0, starts[key + 1] ?? 0];
        if (end - start > most) continue;
        for (let at = end - 1; at >= start; at -= 1) {
          const partner = members[at] ?? 0;
          // members are in the order of records: what is left was partner of an earlier record
          if (partner <= record) break;
          if (this.#seenBy[partner] === record) continue;
          this.#seenBy[partner] = record;
          visit(partner);
        }
      }
  }
}
