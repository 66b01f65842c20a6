import { expect, test } from 'vitest';
import { memorySource, testContext } from '../../kit/test-servers/memory-source.ts';
import { satisfaction } from './satisfaction.ts';

const survey = (account_id: string, score: number | null) => ({ account_id, score });

test('counts and averages the scores of all accounts, answers without a score and other customers left out', async () => {
  const sources = [
    memorySource('old', { surveys: [survey('1', 10), survey('1', null), survey('2', 0)] }),
    memorySource('new', { surveys: [survey('9', 5), survey('8', 8)] }),
  ];
  const accounts = (...list: [string, string][]) => ({ accounts: list.map(([system, id]) => ({ system, id })) });
  const parents = [accounts(['old', '1'], ['new', '9'], ['new', '8']), accounts(['old', '3'])];
  const call = { parents, args: {}, context: testContext(), sources };
  const selection = { fields: [], has: () => true, child: () => selection };
  expect(await satisfaction.resolve({ ...call, selection })).toEqual([
    { responseCount: 3, averageScore: '7.67', accounts: parents[0]?.accounts },
    null,
  ]);
});
