import type { Judge } from '../identity/score/judge.ts';

/** Judges by the weights of pairs alone: no group is vetoed. */
export const pairJudge = (weigh: Judge['weigh']): Judge => ({
  weigh,
  levels: () => new Uint8Array(),
  vetoOf: () => null,
});
