import type { RequestContext } from '../../kit/context.ts';
import type { Row } from '../../kit/relation.ts';
import type { Source } from '../../kit/sources/source.ts';
import { products, stock } from '../../subgraphs/erp/relations.ts';
import { orderLines, orders } from '../../subgraphs/sales-order/relations.ts';
import { exact, newestFirst, type LineAnswer, type OrdersByAccount, type ProductsBySku } from './answer.ts';

const money = (amount: string | null, currency: string | null): string => `${exact(amount)} ${currency ?? '?'}`;

/** The same as `ordersByHand`, asked through the mapping: three statements, whatever the number of accounts. */
export async function ordersThroughSource(
  source: Source,
  context: RequestContext,
  accounts: readonly string[],
): Promise<OrdersByAccount> {
  const heads = await source.rows(
    {
      kind: 'rows',
      relation: orders,
      by: { column: 'account_id', keys: accounts },
      columns: Object.keys(orders.columns),
      order: [{ column: 'placed_at', direction: 'desc' }],
    },
    context,
  );
  const lines = await source.rows(
    {
      kind: 'rows',
      relation: orderLines,
      by: { column: 'order_id', keys: heads.map(({ row }) => row.order_id) },
      columns: Object.keys(orderLines.columns),
      order: [{ column: 'line_no', direction: 'asc' }],
    },
    context,
  );
  const skus = [...new Set(lines.map(({ row }) => row.sku).filter((sku) => sku !== null))];
  const named = await source.rows(
    { kind: 'rows', relation: products, by: { column: 'sku', keys: skus }, columns: ['name'] },
    context,
  );
  const names = new Map(named.map(({ row, parent }) => [parent, row.name]));
  const byOrder = new Map<string, LineAnswer[]>();
  for (const { row, parent } of lines) {
    const own = byOrder.get(parent) ?? [];
    own.push(lineAnswer(row, names));
    byOrder.set(parent, own);
  }
  const answer: OrdersByAccount = Object.fromEntries(accounts.map((account) => [account, []]));
  for (const { row, parent } of heads)
    answer[parent]?.push({
      number: row.order_number,
      placedAt: row.placed_at,
      shippedAt: row.shipped_at,
      status: row.status,
      total: money(row.total, row.currency),
      customerReference: row.customer_reference,
      lines: byOrder.get(row.order_id) ?? [],
    });
  for (const account of accounts) answer[account] = newestFirst(answer[account] ?? []);
  return answer;
}

function lineAnswer(row: Row<typeof orderLines>, names: ReadonlyMap<string, string | null>): LineAnswer {
  return {
    number: row.line_no,
    quantity: exact(row.quantity),
    unitPrice: money(row.unit_price, row.currency),
    total: money(row.line_total, row.currency),
    discount: exact(row.discount),
    sku: row.sku,
    productName: row.sku === null ? null : (names.get(row.sku) ?? null),
  };
}

/** The same as `productsByHand`. */
export async function productsThroughSource(source: Source, context: RequestContext): Promise<ProductsBySku> {
  const all = await source.rows({ kind: 'rows', relation: products, columns: Object.keys(products.columns) }, context);
  const places = await source.rows(
    {
      kind: 'rows',
      relation: stock,
      by: { column: 'sku', keys: all.map(({ row }) => row.sku) },
      columns: ['location', 'quantity'],
    },
    context,
  );
  const bySku = new Map<string, string[]>();
  for (const { row, parent } of places)
    bySku.set(parent, [...(bySku.get(parent) ?? []), `${row.location}: ${exact(row.quantity)}`]);
  return Object.fromEntries(
    all.map(({ row }) => [
      row.sku,
      {
        name: row.name,
        listPrice: money(row.list_price, row.currency),
        standardCost: money(row.standard_cost, row.currency),
        isActive: row.is_active,
        stock: (bySku.get(row.sku) ?? []).sort(),
      },
    ]),
  );
}
