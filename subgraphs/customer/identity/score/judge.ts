import type { VetoRule } from '../rules/rules.ts';
import { levelsOf, Vetoes, weightOf, type Model } from './model.ts';

/** How two groups of records compare: of each comparison the best level that any pair of them has; 0 where none can tell. */
export type GroupLevels = Uint8Array;

/** Judges pairs, and groups of records as the one customer that each of them would be. */
export interface Judge {
  /**
   * Weight of the evidence of a pair. A veto that more evidence would excuse is not in it: others of the group may have that
   * evidence. -Infinity where a veto keeps the two apart for good.
   */
  weigh(a: number, b: number): number;
  levels(left: readonly number[], right: readonly number[]): GroupLevels;
  /** What speaks against groups of these levels and this mean weight being one. */
  vetoOf(levels: GroupLevels, weight: number): VetoRule | null;
}

export function judgeOf(model: Model): Judge {
  const vetoes = new Vetoes(model);
  const width = model.comparators.length;
  const levels = new Uint8Array(width);
  return {
    weigh(a, b) {
      levelsOf(model, a, b, levels);
      const weight = weightOf(model, a, b, levels);
      return vetoes.of(levels, weight)?.atMost === -Infinity ? -Infinity : weight;
    },
    levels(left, right) {
      const best = new Uint8Array(width);
      for (const a of left)
        for (const b of right) {
          levelsOf(model, a, b, levels);
          takeBest(best, levels);
        }
      return best;
    },
    vetoOf: (found, weight) => vetoes.of(found, weight),
  };
}

function takeBest(best: GroupLevels, others: GroupLevels): void {
  for (const [at, level] of others.entries())
    if (level > 0 && (best[at] === 0 || level < (best[at] ?? 0))) best[at] = level;
}

/** Levels of two groups against a third, from those of each. */
export function bestLevels(one: GroupLevels, other: GroupLevels): GroupLevels {
  const best = Uint8Array.from(one);
  takeBest(best, other);
  return best;
}
