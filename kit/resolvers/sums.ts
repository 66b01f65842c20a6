import type { Relation } from '../relation.ts';
import { addDecimals } from '../scalars/decimal.ts';
import { fetchSums } from './fetch.ts';
import { set, type SetCall, type SetField } from './field.ts';
import type { Link } from './link.ts';

interface MoneyValue {
  readonly amount: string;
  readonly currency: string | null;
}

/** Per parent: the sum of `amount`, one entry per currency, by currency; an Error when a system failed. */
async function sumPerCurrency(
  call: SetCall,
  relation: Relation,
  options: { link: Link; amount: string; currency: string },
): Promise<(MoneyValue[] | Error)[]> {
  const shares = await fetchSums(call, relation, options.link, { sum: options.amount, groupBy: [options.currency] });
  return shares.map((share) => {
    if (share instanceof Error) return share;
    const byCurrency = new Map<string | null, string[]>();
    for (const { group, sum } of share) {
      const currency = group[0] ?? null;
      byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), sum]);
    }
    return [...byCurrency]
      .map(([currency, sums]) => ({ currency, amount: addDecimals(sums) }))
      .sort((a, b) => ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1));
  });
}

/** A list of `Money`, one per currency: one statement per source. */
export const moneyPerCurrency = (
  relation: Relation,
  options: { link: Link; amount: string; currency: string },
): SetField => set((call) => sumPerCurrency(call, relation, options), options.link.parentColumns);

/** One `Money` where all is in one currency; null without rows or with several currencies. */
export const singleMoney = (relation: Relation, options: { link: Link; amount: string; currency: string }): SetField =>
  set(async (call) => {
    const lists = await sumPerCurrency(call, relation, options);
    return lists.map((list) => (list instanceof Error ? list : list.length === 1 ? (list[0] ?? null) : null));
  }, options.link.parentColumns);
