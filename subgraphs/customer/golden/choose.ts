import { accountKey, compareText } from '../identity/account.ts';
import { criteria, type CriterionName } from './criteria.ts';
import { groupBy, type Group, type Reading } from './reading.ts';
import type { FieldRule, GoldenField, Step } from './rules.ts';

/** What decided: nothing had to (`ONLY_VALUE`), a step of the rule, or at last the order of the accounts. */
export type Reason = CriterionName | 'ONLY_VALUE' | 'AGREES_WITH' | 'TIE_BREAK';

/** A value that did not win, and what it lost by. */
export interface Loser extends Reading {
  readonly lostBy: Reason;
}

/** How one golden field came about. */
export interface Choice {
  readonly winner: Reading;
  /** Other readings of the same value, perhaps spelled otherwise. */
  readonly agreeing: readonly Reading[];
  readonly losers: readonly Loser[];
  /** What told the winner from the last of the losers. */
  readonly rule: Reason;
}

/** Accounts (by key) that agree with what won a field that was decided before. */
export type Agreement = ReadonlyMap<GoldenField, ReadonlySet<string>>;

interface Round {
  readonly winner: Group;
  /** Groups that lost, with what they lost by. */
  readonly lost: ReadonlyMap<Group, Reason>;
  readonly rule: Reason;
}

const reasonOf = (step: Step): Reason => (typeof step === 'string' ? step : 'AGREES_WITH');

function compare(step: Step, a: Group, b: Group, rule: FieldRule, agreement: Agreement): number {
  if (typeof step === 'string') return criteria[step](a, b, { trust: rule.trust });
  const agreeing = agreement.get(step.AGREES_WITH);
  const agrees = (group: Group): number =>
    group.some((reading) => agreeing?.has(accountKey(reading)) === true) ? 1 : 0;
  return agrees(b) - agrees(a);
}

const firstAccount = (group: Group): string => group.map(accountKey).sort(compareText)[0] ?? '';

/** The last word: the account that sorts first, then its own order, then the text. Two groups never tie. */
const tieBreak = (a: Group, b: Group): number =>
  compareText(firstAccount(a), firstAccount(b)) ||
  Math.min(...a.map((one) => one.position)) - Math.min(...b.map((one) => one.position)) ||
  compareText(a[0].text, b[0].text);

/** Steps strike groups out until one is left. */
function narrow(groups: readonly Group[], steps: readonly Step[], rule: FieldRule, agreement: Agreement): Round | null {
  const lost = new Map<Group, Reason>();
  let left = groups;
  let decided: Reason = 'ONLY_VALUE';
  const strike = (better: (a: Group, b: Group) => number, reason: Reason): void => {
    if (left.length < 2) return;
    const best = left.reduce((a, b) => (better(a, b) <= 0 ? a : b));
    const stay = left.filter((group) => better(best, group) === 0);
    if (stay.length === left.length) return;
    for (const group of left) if (!stay.includes(group)) lost.set(group, reason);
    left = stay;
    decided = reason;
  };
  for (const step of steps) strike((a, b) => compare(step, a, b, rule, agreement), reasonOf(step));
  strike(tieBreak, 'TIE_BREAK');
  const [winner] = left;
  return winner === undefined ? null : { winner, lost, rule: decided };
}

const byAccount = (a: Reading, b: Reading): number =>
  compareText(accountKey(a), accountKey(b)) || a.position - b.position || compareText(a.text, b.text);

/**
 * The value that survives: first among values (equal keys are one), then among its spellings, then among the accounts that
 * spell it so. Null without readings. Pure; the order of the readings does not matter.
 */
export function choose(
  readings: readonly Reading[],
  rule: FieldRule,
  spelling: readonly Step[],
  agreement: Agreement,
): Choice | null {
  const [only, another] = readings;
  if (only !== undefined && another === undefined)
    return { winner: only, agreeing: [], losers: [], rule: 'ONLY_VALUE' };
  const sorted = [...readings].sort(byAccount);
  const values = narrow(
    groupBy(sorted, (reading) => reading.key),
    rule.steps,
    rule,
    agreement,
  );
  if (values === null) return null;
  const spelled = narrow(
    groupBy(values.winner, (reading) => reading.text),
    spelling,
    rule,
    agreement,
  );
  const account = narrow(
    (spelled?.winner ?? values.winner).map((reading): Group => [reading]),
    rule.steps,
    rule,
    agreement,
  );
  const winner = (account?.winner ?? values.winner)[0];
  return {
    winner,
    agreeing: values.winner.filter((reading) => reading !== winner),
    losers: [...values.lost]
      .flatMap(([group, lostBy]) => group.map((reading): Loser => ({ ...reading, lostBy })))
      .sort(byAccount),
    rule: values.rule,
  };
}
