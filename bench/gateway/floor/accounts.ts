export interface Account {
  readonly system: string;
  readonly id: string;
}

export interface Money {
  readonly amount: string;
  readonly currency: string | null;
}

export const ordersSystem = 'demo-orders';
export const shopSystem = 'demo-orders-2';

/** Numbers of the accounts that one system has. */
export const idsIn = (accounts: readonly Account[], system: string): string[] => {
  const ids: string[] = [];
  for (const account of accounts) if (account.system === system) ids.push(account.id);
  return ids;
};

/** Company and customer numbers, as two lists. */
export function companiesAndNumbers(ids: readonly string[]): [string[], string[]] {
  const companies: string[] = [];
  const numbers: string[] = [];
  for (const id of ids) {
    const at = id.indexOf('~');
    companies.push(id.slice(0, at));
    numbers.push(id.slice(at + 1));
  }
  return [companies, numbers];
}

/** Newest first; of one instant by system and number. */
export const newestFirst = (a: Placed, b: Placed): number =>
  a.placedAt < b.placedAt ? 1 : a.placedAt > b.placedAt ? -1 : a.order - b.order;

export interface Placed {
  readonly placedAt: string;
  /** Place among those of the same instant. */
  readonly order: number;
}

/** What is owed, where all is in one currency. */
export const singleBalance = (sums: readonly Money[]): Money | null => (sums.length === 1 ? (sums[0] ?? null) : null);

/** An identifier as the graph gives it. */
export const opaqueId = (relation: string, system: string, key: string): string =>
  Buffer.from(`${relation}|${system}|${key}`).toString('base64url');
