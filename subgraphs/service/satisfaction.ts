import { fetchSums } from '../../kit/resolvers/fetch.ts';
import { set } from '../../kit/resolvers/field.ts';
import { byAccounts } from '../../kit/resolvers/link.ts';
import { addDecimals } from '../../kit/scalars/decimal.ts';
import { surveys } from './relations.ts';

/** `Customer.satisfaction`: count and mean (two decimals) of all survey scores; null where nobody ever answered. */
export const satisfaction = set((call) =>
  fetchSums(call, surveys, byAccounts(), scores, (share, at) => {
    if (share instanceof Error) return share;
    const responseCount = share.reduce((total, { count }) => total + count, 0);
    if (responseCount === 0) return null;
    const total = Number(addDecimals(share.map(({ sum }) => sum)));
    return {
      responseCount,
      averageScore: (total / responseCount).toFixed(2),
      accounts: call.parents[at]?.['accounts'],
    };
  }),
);

const scores: Parameters<typeof fetchSums>[3] = {
  sum: 'score',
  groupBy: [],
  where: [{ column: 'score', op: 'isNotNull' }],
};
