import { exact, newestFirst, type OrderAnswer, type OrdersByAccount, type ProductsBySku } from './answer.ts';

/** Asks the graph; how it gets there (HTTP, in process) is the caller's. */
export type AskGraph = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<{ readonly data?: unknown; readonly errors?: readonly unknown[] | undefined }>;

interface Money {
  readonly amount: string;
  readonly currency: string;
}

interface GraphOrder extends Omit<OrderAnswer, 'total' | 'lines'> {
  readonly id: string;
  readonly total: Money | null;
  readonly account: { readonly system: string; readonly id: string };
  readonly lines: readonly {
    readonly number: number;
    readonly quantity: string | null;
    readonly unitPrice: Money | null;
    readonly total: Money | null;
    readonly discount: string | null;
    readonly product: { readonly sku: string; readonly name: string | null } | null;
  }[];
}

interface Page {
  readonly customer: {
    readonly id: string;
    readonly orders: {
      readonly totalCount: number;
      readonly nodes: readonly GraphOrder[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

const query = /* GraphQL */ `
  query OrdersOfAccount($id: ID!, $first: Int!, $after: String) {
    customer: customerByAccount(system: "adventureworks", id: $id) {
      id
      orders(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          number
          placedAt
          shippedAt
          status
          customerReference
          total {
            amount
            currency
          }
          account {
            system
            id
          }
          lines {
            number
            quantity
            discount
            unitPrice {
              amount
              currency
            }
            total {
              amount
              currency
            }
            product {
              sku
              name
            }
          }
        }
      }
    }
  }
`;

const money = (value: Money | null): string => (value === null ? 'null' : `${exact(value.amount)} ${value.currency}`);

/**
 * The same as `ordersByHand`, asked of the whole graph: customer by account, all pages of orders, their lines, product names
 * from erp. A customer may have several accounts; its orders are dealt out to them by `Order.account`. Throws when the
 * graph reports an error, a page repeats an order, or `totalCount` differs from what the pages hold.
 */
export async function ordersThroughGraph(
  ask: AskGraph,
  accounts: readonly string[],
  pageSize: number,
): Promise<OrdersByAccount> {
  const answer: OrdersByAccount = Object.fromEntries(accounts.map((account) => [account, []]));
  for (const account of accounts) {
    const seen = new Set<string>();
    let after: string | null = null;
    for (;;) {
      const { data, errors } = await ask(query, { id: account, first: pageSize, after });
      if (errors && errors.length > 0) throw new Error(`account ${account}: ${JSON.stringify(errors)}`);
      const page = (data as Page).customer?.orders;
      if (!page) throw new Error(`account ${account} has no customer`);
      for (const order of page.nodes) {
        if (seen.has(order.id)) throw new Error(`account ${account}: order ${order.id} came twice`);
        seen.add(order.id);
        if (order.account.id === account) answer[account]?.push(orderAnswer(order));
      }
      if (!page.pageInfo.hasNextPage) {
        if (page.totalCount !== seen.size)
          throw new Error(`account ${account}: totalCount ${String(page.totalCount)}, pages hold ${String(seen.size)}`);
        break;
      }
      after = page.pageInfo.endCursor;
    }
    answer[account] = newestFirst(answer[account] ?? []);
  }
  return answer;
}

function orderAnswer(order: GraphOrder): OrderAnswer {
  return {
    number: order.number,
    placedAt: order.placedAt,
    shippedAt: order.shippedAt,
    status: order.status,
    total: money(order.total),
    customerReference: order.customerReference,
    lines: order.lines.map((line) => ({
      number: line.number,
      quantity: exact(line.quantity),
      unitPrice: money(line.unitPrice),
      total: money(line.total),
      discount: exact(line.discount),
      sku: line.product?.sku ?? null,
      productName: line.product?.name ?? null,
    })),
  };
}

const productsQuery = /* GraphQL */ `
  query Products($first: Int!, $after: String) {
    products(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        sku
        name
        isActive
        listPrice {
          amount
          currency
        }
        standardCost {
          amount
          currency
        }
        stock {
          location
          quantity
        }
      }
    }
  }
`;

interface ProductsPage {
  readonly products: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly sku: string;
      readonly name: string | null;
      readonly isActive: boolean | null;
      readonly listPrice: Money | null;
      readonly standardCost: Money | null;
      readonly stock: readonly { readonly location: string; readonly quantity: string | null }[];
    }[];
  } | null;
}

/** The same as `productsByHand`, page by page. Throws when the graph reports an error or a product comes twice. */
export async function productsThroughGraph(ask: AskGraph, pageSize: number): Promise<ProductsBySku> {
  const answer: ProductsBySku = {};
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await ask(productsQuery, { first: pageSize, after });
    if (errors && errors.length > 0) throw new Error(`products: ${JSON.stringify(errors)}`);
    const page = (data as ProductsPage).products;
    if (!page) throw new Error('products: no answer and no error');
    for (const { sku, stock, listPrice, standardCost, ...rest } of page.nodes) {
      if (sku in answer) throw new Error(`product ${sku} came twice`);
      answer[sku] = {
        ...rest,
        listPrice: money(listPrice),
        standardCost: money(standardCost),
        stock: stock.map(({ location, quantity }) => `${location}: ${exact(quantity)}`).sort(),
      };
    }
    if (!page.pageInfo.hasNextPage) return answer;
    after = page.pageInfo.endCursor;
  }
}
