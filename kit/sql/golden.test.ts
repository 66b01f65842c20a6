import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dialect, ResultColumn } from '../database/database.ts';
import { code, date, decimal, instant, key, relation } from '../relation.ts';
import { compose } from './compose.ts';
import { sqlDialect } from './dialects/of.ts';
import type { Condition, Plan } from './plan.ts';
import { shapeOf } from './shape.ts';

/**
 * One case = one file in golden/: its first line is the plan, the rest is the SQL of each dialect. A new case is a file with
 * that first line alone; `npx vitest run kit/sql/golden -u` writes the rest, for you to read.
 */
const folder = join(import.meta.dirname, 'golden');

const orders = relation({
  name: 'orders',
  description: 'Test.',
  key: ['order_id'],
  columns: {
    order_id: key.required('Order.'),
    account_id: key.required('Account.'),
    placed_at: instant.required('When.'),
    closed_at: instant('When closed.'),
    due_on: date('Day.'),
    total: decimal('Amount.'),
    status: code(['OPEN', 'PAID'], 'Status.'),
    note: code([], 'Left out of the mapping.'),
  },
});

type Keys = 'number' | 'text' | 'composite';
interface Case {
  readonly keys: Keys;
  readonly plan: Omit<Plan, 'relation'>;
  readonly restrictions?: readonly Condition[];
}

const types: Readonly<Record<Dialect, Readonly<Record<'int' | 'text' | 'at' | 'date' | 'decimal', string>>>> = {
  postgres: { int: 'int4', text: 'varchar', at: 'timestamp', date: 'date', decimal: 'numeric' },
  mysql: { int: 'int', text: 'varchar', at: 'datetime', date: 'date', decimal: 'decimal' },
  sqlite: { int: 'integer', text: 'text', at: 'datetime', date: 'date', decimal: 'decimal' },
};

function columns(dialect: Dialect, keys: Keys): ResultColumn[] {
  const type = types[dialect];
  const account: Record<Keys, [string, string][]> = {
    number: [
      ['order_id', type.int],
      ['account_id', type.int],
    ],
    text: [
      ['order_id', type.text],
      ['account_id', type.text],
    ],
    composite: [
      ['order_id_1', type.int],
      ['order_id_2', type.text],
      ['account_id_1', type.int],
      ['account_id_2', type.text],
    ],
  };
  const rest: [string, string][] = [
    ['placed_at', type.at],
    ['closed_at', type.at],
    ['due_on', type.date],
    ['total', type.decimal],
    ['status', type.text],
  ];
  return [...account[keys], ...rest].map(([name, type]) => ({ name, type }));
}

const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));

test('there are golden cases', () => {
  expect(files.length).toBeGreaterThanOrEqual(16);
});

test.each(files)('%s', async (file) => {
  const [head = ''] = readFileSync(join(folder, file), 'utf8').split('\n', 1);
  const golden = JSON.parse(head.replace(/^-- /, '')) as Case;
  const sections = (['postgres', 'mysql', 'sqlite'] as const).map((dialect) => {
    const target = {
      system: 'shop',
      dialect: sqlDialect(dialect),
      mapping: 'select * from legacy -- all',
      shape: shapeOf(orders, columns(dialect, golden.keys)),
      timeZone: 'Europe/Berlin',
      rowLimit: 1000,
    };
    const statement = compose({ ...golden.plan, relation: orders } as Plan, target, golden.restrictions ?? []);
    const placeholders = statement?.sql.match(/\$\d+|\?/g) ?? [];
    expect(placeholders.length).toBe(statement?.bindings.length ?? 0);
    return `-- ${dialect}\n${statement ? `${statement.sql}\n-- ${JSON.stringify(statement.bindings)}` : '-- nothing can match: no statement'}\n`;
  });
  await expect(`${head}\n\n${sections.join('\n')}`).toMatchFileSnapshot(join(folder, file));
});
