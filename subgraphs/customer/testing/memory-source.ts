import type { RequestContext } from '../../../kit/context.ts';
import type { Relation, Row } from '../../../kit/relation.ts';
import type { Source } from '../../../kit/sources/source.ts';
import { customers } from '../relations.ts';
import type { CustomerRow } from '../identity/normalise/account.ts';

/** An account as a test writes it: what is not given is unknown. */
export type Account = Partial<Omit<CustomerRow, 'system' | 'account_id'>> & { readonly account_id: string };

const empty = {
  kind: null,
  name: null,
  given_name: null,
  middle_name: null,
  family_name: null,
  organization_name: null,
  other_name: null,
  email: [],
  phone: [],
  street: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
  birth_on: null,
  gender: null,
  national_id: null,
  tax_number: null,
  updated_at: null,
  is_deleted: null,
} satisfies Omit<CustomerRow, 'system' | 'account_id'>;

export const customerRow = (system: string, account: Account): CustomerRow => ({ system, ...empty, ...account });

/** A source for tests: its accounts are a list that the test changes. */
export class MemorySource implements Source {
  readonly title: string;
  readonly serves = ['customer'];
  readonly freshness = { warnAfterMs: 3_600_000, errorAfterMs: 86_400_000 };
  /** Thrown by `stream` after so many batches. */
  fault: { readonly afterBatches: number; readonly error: Error } | null = null;
  /** Awaited before each batch. */
  beforeBatch: (() => Promise<void>) | null = null;

  constructor(
    readonly system: string,
    public accounts: readonly Account[],
  ) {
    this.title = `Made system ${system}`;
  }

  has(relation: Relation): boolean {
    return relation.name === customers.name;
  }

  ordersAsNumber(): boolean {
    return false;
  }

  async *stream<R extends Relation>(relation: R, _context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]> {
    const isCustomers = (rows: unknown): rows is Row<R>[] => relation.name === customers.name && Array.isArray(rows);
    let batch = 0;
    for (let from = 0; ; from += batchSize, batch += 1) {
      if (this.fault?.afterBatches === batch) throw this.fault.error;
      await this.beforeBatch?.();
      if (from >= this.accounts.length) return;
      const rows = this.accounts.slice(from, from + batchSize).map((account) => customerRow(this.system, account));
      if (isCustomers(rows)) yield rows;
    }
  }

  rows(): never {
    throw new Error('a sync reads feeds only');
  }
  count(): never {
    throw new Error('a sync reads feeds only');
  }
  sum(): never {
    throw new Error('a sync reads feeds only');
  }
  ping(): Promise<void> {
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}
