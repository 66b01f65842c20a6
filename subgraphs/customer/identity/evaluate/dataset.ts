import type { IdentityRecord } from '../record.ts';

/** Records and, apart from them, what is true of them. */
export interface Dataset {
  readonly name: string;
  readonly records: readonly IdentityRecord[];
  /** Entity of each record, in their order; records without truth have one of their own. */
  readonly entities: Int32Array;
  readonly withoutTruth: number;
  /** Attributes that any record has, sorted. */
  readonly attributes: readonly string[];
  /** What is odd and no obstacle. */
  readonly notes: readonly string[];
}

/** The records as if no system had these attributes. */
export function withoutAttributes(dataset: Dataset, attributes: readonly string[]): Dataset {
  if (attributes.length === 0) return dataset;
  const left = new Set(attributes);
  const keep = (values: IdentityRecord['values']): IdentityRecord['values'] =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !left.has(name)));
  return {
    ...dataset,
    records: dataset.records.map((record) => ({ ...record, values: keep(record.values) })),
    attributes: dataset.attributes.filter((name) => !left.has(name)),
  };
}
