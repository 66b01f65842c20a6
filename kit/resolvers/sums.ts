import { andThen, type PromiseOrValue } from '../promise-or-value.ts';
import type { Relation } from '../relation.ts';
import { addDecimals } from '../scalars/decimal.ts';
import type { Sum } from '../sources/source.ts';
import { fetchSums } from './fetch.ts';
import { set, type SetCall, type SetField } from './field.ts';
import type { Link } from './link.ts';

interface MoneyValue {
  readonly amount: string;
  readonly currency: string | null;
}

/** Per parent: the sum of `amount`, one entry per currency, by currency; an Error when a system failed. */
function sumPerCurrency(
  relation: Relation,
  { link, amount, currency }: { link: Link; amount: string; currency: string },
): (call: SetCall) => PromiseOrValue<(MoneyValue[] | Error)[]> {
  const wanted = { sum: amount, groupBy: [currency] };
  return (call) =>
    fetchSums(call, relation, link, wanted, (share) => (share instanceof Error ? share : byCurrency(share)));
}

function byCurrency(sums: readonly Sum[]): MoneyValue[] {
  const [only] = sums;
  if (only && sums.length === 1) return [{ currency: only.group[0] ?? null, amount: addDecimals([only.sum]) }];
  const groups = new Map<string | null, string[]>();
  for (const { group, sum } of sums) {
    const currency = group[0] ?? null;
    groups.set(currency, [...(groups.get(currency) ?? []), sum]);
  }
  return [...groups]
    .map(([currency, amounts]) => ({ currency, amount: addDecimals(amounts) }))
    .sort((a, b) => ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1));
}

/** A list of `Money`, one per currency: one statement per source. */
export const moneyPerCurrency = (
  relation: Relation,
  options: { link: Link; amount: string; currency: string },
): SetField => set(sumPerCurrency(relation, options), options.link.parentColumns);

/** One `Money` where all is in one currency; null without rows or with several currencies. */
export function singleMoney(relation: Relation, options: { link: Link; amount: string; currency: string }): SetField {
  const sums = sumPerCurrency(relation, options);
  const single = (list: MoneyValue[] | Error): MoneyValue | Error | null =>
    list instanceof Error ? list : list.length === 1 ? (list[0] ?? null) : null;
  return set((call) => andThen(sums(call), (lists) => lists.map(single)), options.link.parentColumns);
}
