import { z } from 'zod';
import type { KindRules, Measure } from './rules.ts';

/** Messages say what is expected; place and finding are added by the reader (read-rules.ts). */
const text = z.string('a text').min(1, 'a text that is not empty');
const measures = [
  'givenName',
  'familyName',
  'fullGivenNames',
  'singleName',
  'middleName',
  'nameSuffix',
  'organizationName',
  'employer',
  'birthDate',
  'email',
  'phone',
  'address',
  'identifier',
  'equal',
  'similar',
] as const satisfies readonly Measure[];
export const measureNames: readonly string[] = measures;

const finite = z.number('a number of bits');
/** YAML writes -.inf; JSON can't, so `never` says the same. */
const never = z.custom<number>((value) => value === -Infinity || value === 'never').transform(() => -Infinity);

const block = z.strictObject(
  {
    on: z.array(text, 'a list of features: [familySound, birthOn]').min(1, 'at least one feature'),
    most: z.int('a whole number of records').min(2, 'at least 2 records').default(120),
  },
  'the keys on and most',
);
const share = 'a share from 0 to 1';
const shares = z.array(z.number(share).min(0, share).max(1, share));
const comparison = z.strictObject(
  {
    name: text,
    measure: z.enum(measures, `one of ${measures.join(', ')}`),
    feature: text.optional(),
    levels: z.array(text, 'a list of names, the best level first').min(1, 'at least one level'),
    expected: shares,
    atRandom: shares.optional(),
  },
  'the keys name, measure, feature, levels, expected and atRandom',
);
const conditions = z.record(z.string(), z.array(text, 'a list of levels'), 'comparisons, each with a list of levels');
const veto = z.strictObject(
  {
    atMost: z.union([finite, never], 'a number of bits, or never'),
    reason: text,
    when: conditions,
    unless: conditions.default({}),
    below: finite.optional(),
  },
  'the keys atMost, reason, when, unless and below',
);
const cluster = z.strictObject(
  { review: finite.optional(), pair: finite, mean: finite, margin: finite.optional(), sure: finite.optional() },
  'the keys pair and mean, and if need be review, margin and sure',
);

const kind = z.strictObject(
  {
    blocks: z.array(block, 'a list of rules').min(1, 'at least one rule').optional(),
    comparisons: z.array(comparison, 'a list of comparisons').min(1, 'at least one comparison').optional(),
    vetoes: z.array(veto, 'a list of vetoes').optional(),
    personal: conditions.optional(),
    cluster: cluster.optional(),
  },
  'the keys blocks, comparisons, vetoes, personal and cluster',
);

/** Of the file that `--rules` names: what is given stands in place of the rules of the house, key by key. */
export const rulesShape = z.strictObject(
  { persons: kind.optional(), organizations: kind.optional() },
  'the keys persons and organizations',
);
export type RulesFile = z.infer<typeof rulesShape>;
export type KindFile = z.infer<typeof kind>;

/** Keys that may stand in a place of the file; empty where any may. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(rulesShape.shape);
  if (path.length === 1) return Object.keys(kind.shape);
  const shapes: Readonly<Record<string, { readonly shape: object }>> = {
    comparisons: comparison,
    blocks: block,
    vetoes: veto,
    cluster,
  };
  return Object.keys(shapes[String(path[1])]?.shape ?? {});
}

/** The file's rules over the defaults of one kind. */
export function mergeKind(house: KindRules, file: KindFile | undefined): KindRules {
  if (!file) return house;
  const comparisons = file.comparisons?.map(({ feature, atRandom, ...rest }) => ({
    ...rest,
    ...(feature !== undefined && { feature }),
    ...(atRandom && { atRandom }),
  }));
  return {
    ...house,
    ...(file.blocks && { blocks: file.blocks }),
    ...(comparisons && { comparisons }),
    ...(file.vetoes && {
      vetoes: file.vetoes.map(({ below, ...veto }) => ({ ...veto, ...(below !== undefined && { below }) })),
    }),
    ...(file.personal && { personal: file.personal }),
    ...(file.cluster && {
      cluster: {
        ...file.cluster,
        review: file.cluster.review ?? Math.min(house.cluster.review, file.cluster.pair),
        margin: file.cluster.margin ?? house.cluster.margin,
        sure: file.cluster.sure ?? Math.max(house.cluster.sure, file.cluster.pair),
      },
    }),
  };
}
