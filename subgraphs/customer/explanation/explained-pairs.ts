import type { explainPairs } from './explain-pairs.ts';

/** What compares records, with its dictionaries, is loaded when somebody first asks for it. */
export const explainedPairs: typeof explainPairs = async (ask, rules, pairs) =>
  (await import('./explain-pairs.ts')).explainPairs(ask, rules, pairs);
