import { accountKey, compareText } from '../identity/account.ts';
import { sortableInstant } from './instant.ts';
import type { Group, Reading } from './reading.ts';
import { writing } from './writing.ts';

/** What a criterion may know besides the values. */
export interface Circumstances {
  readonly trust: readonly string[];
}

/** Negative when `a` is the better value, positive when `b` is, 0 when it can't tell. A total preorder. */
export type Criterion = (a: Group, b: Group, circumstances: Circumstances) => number;

const greatest = (group: Group, measure: (reading: Reading) => number): number => Math.max(...group.map(measure));

const rank = (group: Group, trust: readonly string[]): number =>
  Math.min(
    ...group.map(({ system }) => {
      const at = trust.indexOf(system);
      return at === -1 ? trust.length : at;
    }),
  );

/** The latest time of a group; '' when no system has one, which is older than any. */
const latest = (group: Group): string =>
  group.reduce((best, { updatedAt }) => {
    const at = updatedAt === null ? '' : sortableInstant(updatedAt);
    return at > best ? at : best;
  }, '');

/** An account that says the same twice counts once. */
const accounts = (group: Group): number => new Set(group.map(accountKey)).size;

/** Every criterion that a rule may name. `AGREES_WITH` needs a field and is part of the engine (choose.ts). */
export const criteria = {
  TRUSTED_SOURCE: (a, b, { trust }) => rank(a, trust) - rank(b, trust),
  MOST_RECENT: (a, b) => compareText(latest(b), latest(a)),
  MOST_FREQUENT: (a, b) => accounts(b) - accounts(a),
  MOST_COMPLETE: (a, b) =>
    greatest(b, (reading) => reading.completeness) - greatest(a, (reading) => reading.completeness),
  BEST_WRITTEN: (a, b) =>
    greatest(b, (reading) => writing(reading.text)) - greatest(a, (reading) => writing(reading.text)),
  LISTED_FIRST: (a, b) => greatest(b, (reading) => -reading.position) - greatest(a, (reading) => -reading.position),
} satisfies Readonly<Record<string, Criterion>>;

export type CriterionName = keyof typeof criteria;

export const criterionNames: readonly CriterionName[] = [
  'TRUSTED_SOURCE',
  'MOST_RECENT',
  'MOST_FREQUENT',
  'MOST_COMPLETE',
  'BEST_WRITTEN',
  'LISTED_FIRST',
];
