import { expect, test } from 'vitest';
import type { ExplainReport } from '../../../kit/subgraph/explain.ts';
import { renderExplanation } from './render-explanation.ts';

const one: ExplainReport = {
  accounts: [
    { system: 'crm', id: '7', customer: 'A' },
    { system: 'shop', id: '9', customer: 'A' },
  ],
  isOneCustomer: true,
  reason: 'CHAIN',
  explanation: {
    prior: -10,
    evidence: [
      { comparison: 'given', level: 'exact', weight: 6 },
      { comparison: 'phone', level: null, weight: 0 },
    ],
    weight: -4,
    veto: null,
    probability: 0.0588,
  },
  needed: 0,
  chain: [
    { a: { system: 'crm', id: '7' }, b: { system: 'crm', id: '8' }, weight: 12.345, decision: null },
    { a: { system: 'crm', id: '8' }, b: { system: 'shop', id: '9' }, weight: null, decision: 'D' },
  ],
  isCandidate: false,
  blocks: [{ rule: 'given + family', accounts: 300, most: 120 }],
  customers: null,
  decisions: [{ id: 'D', kind: 'SAME', decidedAt: '2026-01-02T03:04:05Z' }],
};

test('two accounts of one customer: through whom, the evidence, the blocks, the decisions', () => {
  expect(renderExplanation(one)).toBe(
    [
      'crm:7 and shop:9 are one customer, A: other accounts tie them.',
      '  crm:7 - crm:8: +12.35 bits',
      '  crm:8 - shop:9: decision D',
      '',
      'before any evidence   -10.00  ------------------------',
      'given: exact           +6.00  ++++++++++++++',
      'sum                    -4.00  bits',
      'chance that they are one: 5.9 %',
      'nothing to compare: phone',
      'it takes +0.00 bits to bring two customers together',
      '',
      'Blocks that have both:',
      '  given + family (300 accounts: too many, at most 120 are compared)',
      '',
      'Decisions that stand:',
      '  SAME at 2026-01-02T03:04:05Z, decision D',
      '',
    ].join('\n'),
  );
});

test('two customers: why not, what the customers weigh together; words and values where the report has them', () => {
  const [a, b] = one.accounts;
  const two: ExplainReport = {
    ...one,
    accounts: [a, { ...b, customer: 'B', values: { name: ['Anna'] } }],
    isOneCustomer: false,
    reason: 'CLUSTER',
    chain: [],
    blocks: [],
    customers: { mean: -3.5, needed: -2, veto: 'other homes' },
    decisions: [{ id: 'D', kind: 'SAME', decidedAt: '2026-01-02T03:04:05Z', by: 'Maria', reason: null }],
  };
  const text = renderExplanation(two);
  expect(text).toContain(
    'crm:7 and shop:9 are two customers: their own evidence is enough, but other accounts speak against it, or another customer fits about as well.\n' +
      '  crm:7 is of A\n  shop:9 is of B\n',
  );
  expect(text).toContain(
    'mean over all pairs of the two customers: -3.50 bits; it takes -2.00 bits\nwhat their accounts say together: other homes\n',
  );
  expect(text).toContain('No block has both: the hub never compared them by itself.\n');
  expect(text).toContain('  SAME at 2026-01-02T03:04:05Z, decision D by Maria: (no reason kept)\n');
  expect(text).toContain('What they say:\n  shop:9: {"name":["Anna"]}\n');
});
