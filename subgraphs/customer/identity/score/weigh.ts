import { levelsOf, Vetoes, weightOf, type Model } from './model.ts';

/** Weight of any two records after the vetoes; -Infinity where one keeps them apart for good. */
export type Weigh = (a: number, b: number) => number;

export function weigher(model: Model): Weigh {
  const weigh = weigherOfLevels(model);
  const levels = new Uint8Array(model.comparators.length);
  return (a, b) => {
    levelsOf(model, a, b, levels);
    return weigh(a, b, levels);
  };
}

/** The same of two records whose levels are known. */
export function weigherOfLevels(model: Model): (a: number, b: number, levels: Uint8Array) => number {
  const vetoes = new Vetoes(model);
  return (a, b, levels) => {
    const weight = weightOf(model, a, b, levels);
    return Math.min(weight, vetoes.of(levels, weight)?.atMost ?? Infinity);
  };
}
