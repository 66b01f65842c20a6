import type { FeatureColumn } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { BlockRule } from '../rules/rules.ts';
import { asBigint, hashText, type Hash64 } from '../features/hash.ts';

/** A record has at most so many keys by one rule: many values in each of several features would multiply. */
const mostKeys = 12;

/**
 * The block keys of records by one rule: a hash of the rule's features and of the record's values of them, as texts. It
 * depends on nothing else, so a key that is stored today finds its block in any other set of records, whatever the order
 * of the rules.
 */
export class RuleKeys {
  /** Halves of the keys that `of` found, until it is called again. */
  readonly high = new Int32Array(mostKeys);
  readonly low = new Int32Array(mostKeys);
  readonly #columns: readonly FeatureColumn[] | null;
  readonly #rule: Hash64 = { high: 0, low: 0 };
  readonly #longer = { high: new Int32Array(mostKeys), low: new Int32Array(mostKeys) };
  readonly #one: Hash64 = { high: 0, low: 0 };

  constructor(set: FeatureSet, rule: BlockRule) {
    const columns = rule.on.flatMap((name) => set.columns.get(name) ?? []);
    // an attribute that none of these records has is no column
    this.#columns = columns.length === rule.on.length ? columns : null;
    hashText(rule.on.join(' '), this.#rule);
  }

  /** How many keys the record has; none when it lacks one of the features. */
  of(record: number): number {
    if (this.#columns === null) return 0;
    const { high, low } = this;
    high[0] = this.#rule.high;
    low[0] = this.#rule.low;
    let count = 1;
    for (const column of this.#columns) {
      count = this.#spread(count, column, record);
      if (count === 0) return 0;
    }
    return count;
  }

  /** Each of the `count` keys so far with each value of the column. */
  #spread(count: number, column: FeatureColumn, record: number): number {
    const [start, end] = [column.start(record), column.end(record)];
    const { high, low } = this;
    const longer = this.#longer;
    const one = this.#one;
    let spread = 0;
    for (let key = 0; key < count; key += 1)
      for (let at = start; at < end && spread < mostKeys; at += 1) {
        one.high = high[key] ?? 0;
        one.low = low[key] ?? 0;
        column.hashOn(one, column.at(at));
        longer.high[spread] = one.high;
        longer.low[spread] = one.low;
        spread += 1;
      }
    for (let key = 0; key < spread; key += 1) {
      high[key] = longer.high[key] ?? 0;
      low[key] = longer.low[key] ?? 0;
    }
    return spread;
  }
}

/** What was made for a set and a list of rules: for a single record it costs more than the keys. */
const made = new WeakMap<FeatureSet, WeakMap<readonly BlockRule[], readonly RuleKeys[]>>();

function ruleKeysOf(set: FeatureSet, rules: readonly BlockRule[]): readonly RuleKeys[] {
  const ofSet = made.get(set) ?? new WeakMap<readonly BlockRule[], readonly RuleKeys[]>();
  const known = ofSet.get(rules) ?? rules.map((rule) => new RuleKeys(set, rule));
  ofSet.set(rules, known);
  made.set(set, ofSet);
  return known;
}

/**
 * Keys of one record for each rule, in the order of the rules: two records are candidates when they share a key that no
 * more records have than its rule allows. Whole numbers of 64 bits, signed, fit to be stored. All records of the set must
 * be in it.
 */
export const blockKeys = (set: FeatureSet, record: number, rules: readonly BlockRule[]): bigint[][] =>
  ruleKeysOf(set, rules).map((keys) =>
    Array.from({ length: keys.of(record) }, (_, at) => asBigint(keys.high[at] ?? 0, keys.low[at] ?? 0)),
  );
