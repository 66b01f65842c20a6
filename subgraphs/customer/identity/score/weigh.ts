import { levelsOf, Vetoes, weightOf, type Model } from './model.ts';

/** Weight of any two records after the vetoes; -Infinity where one keeps them apart for good. */
export type Weigh = (a: number, b: number) => number;

export function weigher(model: Model): Weigh {
  const vetoes = new Vetoes(model);
  const levels = new Uint8Array(model.comparators.length);
  return (a, b) => {
    levelsOf(model, a, b, levels);
    const weight = weightOf(model, a, b, levels);
    return Math.min(weight, vetoes.of(levels, weight)?.atMost ?? Infinity);
  };
}
