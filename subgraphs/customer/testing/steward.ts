import { accountKey } from '../identity/account.ts';
import type { Command } from '../stewardship/command.ts';
import { decide, type Decided, type Outcome } from '../stewardship/decide.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { HubDatabase } from './hub-database.ts';

type WithoutSignature<T> = T extends unknown ? Omit<T, 'by' | 'reason'> : never;
type Asked = WithoutSignature<Command>;

/** `a:1` -> the account 1 of system a. */
export const account = (text: string): AccountName => {
  const [system = '', accountId = ''] = text.split(':');
  return { system, accountId };
};

export class Steward {
  constructor(private readonly hub: HubDatabase) {}

  ask(command: Asked): Promise<Outcome> {
    return decide(this.hub.store, { now: () => Date.now() }, { ...command, by: 'Test Steward', reason: 'a test' });
  }

  /** Throws when it is refused. */
  async decide(command: Asked): Promise<Decided> {
    const { done, userErrors } = await this.ask(command);
    if (!done) throw new Error(userErrors.map(({ message }) => message).join(' '));
    return done;
  }

  /** Customer of each account by its name, straight from the tables. */
  async customers(): Promise<Record<string, string>> {
    const rows = await this.hub.rows<AccountName & { id: string }>(
      `select c.system, c.account_id as "accountId", c.customer_id as id from customer_account c
       join account a using (system, account_id) where a.deleted_at is null order by 1, 2`,
    );
    return Object.fromEntries(rows.map((row) => [accountKey(row).replace('\u0000', ':'), row.id]));
  }

  /** Everything that says who is whom: living customers with their age, accounts, redirects. */
  async state(): Promise<unknown> {
    return {
      customers: await this.hub.rows('select customer_id, created_at, ended_at, name_key from customer order by 1'),
      accounts: await this.hub.rows('select * from customer_account order by 1, 2'),
      redirects: await this.hub.rows('select old_customer_id, customer_id from customer_redirect order by 1'),
    };
  }
}
