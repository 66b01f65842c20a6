import { expect, test } from 'vitest';
import type { Database, Statement } from '../database/database.ts';
import { PerParentChoice } from './per-parent.ts';

const options = { timeoutMs: 1000, signal: new AbortController().signal };
const compose = (way: string): Statement => ({ sql: way, bindings: [] });

function planner(costs: Record<string, string>): { asked: string[]; database: Database } {
  const asked: string[] = [];
  const explain = (statement: Statement): Promise<string> => {
    asked.push(statement.sql);
    return Promise.resolve(
      `Limit  (cost=1.00..${costs[statement.sql] ?? ''} rows=3 width=4)\n  ->  Scan  (cost=0.00..0.01)`,
    );
  };
  return { asked, database: { explain } as Partial<Database> as Database };
}

test('the way that the planner finds cheaper is taken, and it is asked once per relation and column', async () => {
  const { asked, database } = planner({ lateral: '900.00', window: '70.50' });
  const choice = new PerParentChoice(database);
  expect(await choice.of('orders account_id', compose, options)).toBe('window');
  expect(await choice.of('orders account_id', compose, options)).toBe('window');
  expect(asked).toEqual(['window', 'lateral']);
  const other = new PerParentChoice(planner({ lateral: '9.00', window: '70.50' }).database);
  expect(await other.of('orders account_id', compose, options)).toBe('lateral');
});

test('a plan that cannot be read leaves the lateral join', async () => {
  const choice = new PerParentChoice(planner({ lateral: '9.00', window: 'x' }).database);
  expect(await choice.of('orders account_id', compose, options)).toBe('lateral');
});
