/** What a customer's part of an answer says, in one shape for hand-written SQL, the source and the graph. Ids are texts. */
export interface OrderAnswer {
  readonly number: string | null;
  /** ISO 8601 in UTC. */
  readonly placedAt: string;
  readonly shippedAt: string | null;
  readonly status: string | null;
  /** Exact decimal text without trailing zeros, a blank, the currency. */
  readonly total: string;
  readonly customerReference: string | null;
  readonly lines: readonly LineAnswer[];
}

export interface LineAnswer {
  readonly number: number;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly total: string;
  readonly discount: string;
  readonly sku: string | null;
  readonly productName: string | null;
}

export interface ProductAnswer {
  readonly name: string | null;
  readonly listPrice: string;
  readonly standardCost: string;
  readonly isActive: boolean | null;
  /** `location: quantity`, sorted. */
  readonly stock: readonly string[];
}

/** Orders by account, newest first, those of one instant by number; accounts without orders have an empty list. */
export type OrdersByAccount = Record<string, OrderAnswer[]>;
/** By product number. */
export type ProductsBySku = Record<string, ProductAnswer>;

/** `1.50` and `1.5` are the same amount: both read `1.5`. Never goes through a float. */
export function exact(decimal: string | null): string {
  if (decimal === null) return 'null';
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** The graph promises the newest first and nothing about orders of one instant: puts those by number. Throws on a wrong order. */
export function newestFirst(orders: readonly OrderAnswer[]): OrderAnswer[] {
  orders.forEach((order, at) => {
    const before = orders[at - 1];
    if (before && before.placedAt < order.placedAt)
      throw new Error(
        `${String(order.number)} of ${order.placedAt} comes after ${String(before.number)} of ${before.placedAt}`,
      );
  });
  const number = (order: OrderAnswer): string => order.number ?? '';
  return [...orders].sort((a, b) =>
    a.placedAt === b.placedAt ? (number(a) < number(b) ? -1 : 1) : a.placedAt < b.placedAt ? 1 : -1,
  );
}
