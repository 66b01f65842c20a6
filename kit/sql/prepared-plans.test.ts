import { expect, test } from 'vitest';
import { compose } from './compose.ts';
import { sqlDialect } from './dialects/of.ts';
import { key, instant, relation } from '../relation.ts';
import type { Plan } from './plan.ts';
import { PreparedPlans } from './prepared-plans.ts';
import { shapeOf } from './shape.ts';

const orders = relation({
  name: 'orders',
  description: 'Test.',
  key: ['order_id'],
  columns: {
    order_id: key.required('Order.'),
    account_id: key.required('Account.'),
    placed_at: instant.required('When.'),
  },
});

const dialects = ['postgres', 'mysql', 'sqlite'] as const;
const shapes = {
  number: ['order_id', 'account_id', 'placed_at'],
  composite: ['order_id', 'account_id_1', 'account_id_2', 'placed_at'],
};
const plans: Partial<Plan>[] = [
  { kind: 'rows', columns: ['order_id'] },
  { kind: 'rows', columns: ['order_id'], first: 3, order: [{ column: 'placed_at', direction: 'desc' }] },
  { kind: 'rows', columns: ['order_id'], where: [{ column: 'order_id', op: 'in', values: ['1', '2'] }] },
  { kind: 'rows', columns: [], first: 2, after: { system: 'shop', raw: ['5'], decoded: ['5'] } },
  { kind: 'count', where: [{ column: 'placed_at', op: 'gte', value: '2024-01-01T00:00:00Z' }] },
  { kind: 'sum', sum: 'order_id', groupBy: ['placed_at'] },
];
const keysOf = (from: number, count: number, parts: number): string[] =>
  Array.from({ length: count }, (_, i) => (parts === 2 ? `${String(from + i)}~x` : String(from + i)));

test('a plan that was prepared for other keys is the statement that composing gives', () => {
  let compared = 0;
  for (const dialect of dialects)
    for (const [shape, columns] of Object.entries(shapes))
      for (const perParent of ['lateral', 'window'] as const) {
        const prepared = new PreparedPlans();
        const type = dialect === 'postgres' ? 'text' : 'varchar';
        const target = {
          system: 'shop',
          dialect: sqlDialect(dialect),
          mapping: 'select * from legacy',
          shape: shapeOf(
            orders,
            columns.map((name) => ({ name, type })),
          ),
          timeZone: 'UTC',
          perParent,
          rowLimit: 100,
        };
        for (const part of plans)
          for (const count of [1, 2, 3, 4, 5, 9, 0]) {
            const parts = shape === 'composite' ? 2 : 1;
            const by = count === 0 ? {} : { by: { column: 'account_id', keys: keysOf(100, count, parts) } };
            const other = count === 0 ? {} : { by: { column: 'account_id', keys: keysOf(7, count, parts) } };
            prepared.of({ relation: orders, ...part, ...other } as Plan, target, []);
            const plan = { relation: orders, ...part, ...by } as Plan;
            const found = prepared.of(plan, target, []);
            const { sql, bindings } = compose(plan, target, []) ?? { sql: '', bindings: [] };
            expect(found?.prepared.statement(found.keys)).toMatchObject({ sql, bindings });
            compared++;
          }
      }
  expect(compared).toBe(3 * 2 * 2 * 6 * 7);
});

test('whatever changes the text makes another plan', () => {
  const target = {
    system: 'shop',
    dialect: sqlDialect('postgres'),
    mapping: 'select * from legacy',
    shape: shapeOf(
      orders,
      shapes.number.map((name) => ({ name, type: 'text' })),
    ),
    timeZone: 'UTC',
    rowLimit: 100,
  };
  const prepared = new PreparedPlans();
  const by = { column: 'account_id', keys: ['1'] };
  const seen = plans.map((part) => prepared.of({ relation: orders, by, ...part } as Plan, target, [])?.prepared);
  const restricted = prepared.of({ relation: orders, by, ...plans[0] } as Plan, target, [
    { column: 'order_id', op: 'isNotNull' },
  ])?.prepared;
  expect(new Set([...seen, restricted]).size).toBe(plans.length + 1);
  expect(prepared.of({ relation: orders, by, ...plans[1] } as Plan, target, [])?.prepared).toBe(seen[1]);
});
