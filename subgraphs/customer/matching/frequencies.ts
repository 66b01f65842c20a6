import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { KnownFrequencies } from '../identity/features/column.ts';
import type { FeatureSet } from '../identity/features/feature-set.ts';
import { asBigint, hashOn, hashText, type Hash64 } from '../identity/features/hash.ts';
import type { Knowledge } from '../identity/score/learned.ts';
import type { KeptModel } from './kept-model.ts';

/** Values per statement. */
const batchSize = 20_000;

/** Names a value of a feature without saying it. */
class ValueHash {
  readonly #feature: Hash64 = { high: 0, low: 0 };
  readonly #value: Hash64 = { high: 0, low: 0 };

  constructor(feature: string) {
    hashText(feature, this.#feature);
  }

  of(text: string): string {
    hashText(text, this.#value);
    const { high, low } = this.#value;
    this.#value.high = this.#feature.high;
    this.#value.low = this.#feature.low;
    hashOn(this.#value, high, low);
    return asBigint(this.#value.high, this.#value.low).toString();
  }
}

/** Keeps how often these features' values were seen; a value that was seen once is not kept. */
export async function writeFrequencies(
  trx: Knex.Transaction,
  set: FeatureSet,
  features: readonly string[],
): Promise<Record<string, number>> {
  await trx.raw('delete from match_frequency');
  const filled: Record<string, number> = {};
  let hashes: string[] = [];
  let counts: number[] = [];
  const send = async (): Promise<void> => {
    if (hashes.length > 0)
      // two values of one hash count as one: they are then a little less rare than they are
      await trx.raw(
        `insert into match_frequency (value_hash, record_count)
         select h, sum(n) from unnest(?::bigint[], ?::integer[]) as f (h, n) group by h
         on conflict (value_hash) do update set record_count = match_frequency.record_count + excluded.record_count`,
        [hashes, counts],
      );
    [hashes, counts] = [[], []];
  };
  for (const feature of features) {
    const column = set.columns.get(feature);
    if (!column) continue;
    filled[feature] = column.filled;
    const hash = new ValueHash(feature);
    for (let id = 0; id < column.size; id += 1) {
      if (column.count(id) < 2) continue;
      hashes.push(hash.of(column.text(id)));
      counts.push(column.count(id));
      if (hashes.length === batchSize) await send();
    }
  }
  await send();
  return filled;
}

/** What must be known of the kept frequencies to weigh some records against each other. */
export interface WantedFrequencies {
  /** Of the values whose frequency matters. */
  readonly hashes: readonly string[];
  /** From how often each of them was counted, by hash; a value that is not there was seen once. */
  knowledge(counts: ReadonlyMap<string, number>): Knowledge;
}

/** Of values that two of the records share: rareness counts in agreement only. */
export function wantedFrequencies(kept: KeptModel, set: FeatureSet): WantedFrequencies {
  const hashes = new Map<string, Map<string, string>>();
  for (const feature of Object.keys(kept.filled)) {
    const column = set.columns.get(feature);
    const hash = new ValueHash(feature);
    const named = new Map<string, string>();
    for (let id = 0; id < (column?.size ?? 0); id += 1)
      if (column && column.count(id) > 1) named.set(column.text(id), hash.of(column.text(id)));
    hashes.set(feature, named);
  }
  const knowledge = (counts: ReadonlyMap<string, number>): Knowledge => ({
    learned: kept,
    frequencies: (feature): KnownFrequencies | null => {
      const filled = kept.filled[feature];
      if (filled === undefined) return null;
      return { filled, count: (text) => counts.get(hashes.get(feature)?.get(text) ?? '') ?? 1 };
    },
  });
  return { hashes: [...hashes.values()].flatMap((texts) => [...texts.values()]), knowledge };
}

/** Frequencies that were read, by hash; a value that is in there without a count was seen once. */
export type ReadFrequencies = ReadonlyMap<string, number>;

async function readCounts(trx: Knex.Transaction, hashes: readonly string[]): Promise<ReadFrequencies> {
  const counts = new Map(hashes.map((hash) => [hash, 1]));
  if (hashes.length === 0) return counts;
  const { rows } = await prepared<{ h: string; n: number }>(
    trx,
    'select value_hash::text as h, record_count as n from match_frequency where value_hash = any(?::bigint[])',
    [[...hashes]],
  );
  for (const { h, n } of rows) counts.set(h, n);
  return counts;
}

/** How often all values of these records were seen: what it takes to weigh each of them against anybody. */
export const readFrequencies = (trx: Knex.Transaction, kept: KeptModel, set: FeatureSet): Promise<ReadFrequencies> =>
  readCounts(trx, [...hashesOf(kept, set).keys()]);

/** The kept frequencies that it takes to weigh these records against each other. */
export async function readKnowledge(trx: Knex.Transaction, kept: KeptModel, set: FeatureSet): Promise<Knowledge> {
  const { hashes, knowledge } = wantedFrequencies(kept, set);
  return knowledge(await readCounts(trx, hashes));
}

/** How often the records have each value of the features that are counted, by its hash. */
function hashesOf(kept: KeptModel, set: FeatureSet): Map<string, number> {
  const counts = new Map<string, number>();
  for (const feature of Object.keys(kept.filled)) {
    const column = set.columns.get(feature);
    const hash = new ValueHash(feature);
    for (let id = 0; id < (column?.size ?? 0); id += 1)
      counts.set(hash.of(column?.text(id) ?? ''), column?.count(id) ?? 0);
  }
  return counts;
}

/** Takes these records out of what was counted (one that was not counted is taken out of others: by one, never below one). */
export async function forgetFrequencies(trx: Knex.Transaction, kept: KeptModel, set: FeatureSet): Promise<void> {
  const found = hashesOf(kept, set);
  const [hashes, counts] = [[...found.keys()], [...found.values()]];
  const gone = 'unnest(?::bigint[], ?::integer[]) as g (h, n)';
  await trx.raw(
    `update match_frequency f set record_count = greatest(1, f.record_count - g.n) from ${gone} where f.value_hash = g.h`,
    [hashes, counts],
  );
  await trx.raw('delete from match_frequency where value_hash = any(?::bigint[]) and record_count < 2', [hashes]);
}
