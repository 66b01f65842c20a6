import { HubError } from '../../../kit/errors/hub-error.ts';
import { speakers } from '../identity/cluster/group-weight.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';

interface Found extends AccountName {
  readonly isLiving: boolean;
}

const refuse = (message: string): HubError => new HubError('BAD_USER_INPUT', message);

/** Throws BAD_USER_INPUT for a hub that knows no account yet: nothing can be found in it. */
export async function expectSynced(ask: Ask): Promise<void> {
  const [tables] = await ask<boolean>(`select to_json(to_regclass('match_review') is not null)::text as row`, []);
  const [known] =
    tables === true
      ? await ask<boolean>(
          'select to_json(exists (select from account) and exists (select from match_account))::text as row',
          [],
        )
      : [];
  if (known !== true)
    throw refuse('The hub has matched no accounts yet, or not with this version: run `hub sync`, then explain again.');
}

async function accountNamed(ask: Ask, { system, accountId }: AccountName): Promise<AccountName[]> {
  const [found] = await ask<Found & { readonly deletedOn: string | null }>(
    `select json_build_object('system', system, 'accountId', account_id, 'isLiving', deleted_at is null,
       'deletedOn', to_char(deleted_at at time zone 'UTC', 'YYYY-MM-DD'))::text as row
     from account where system = ? and account_id = ?`,
    [system, accountId],
  );
  if (found?.isLiving === true) return [{ system, accountId }];
  const name = `account ${accountId} of ${system}`;
  if (found)
    throw refuse(
      `The ${name} is gone from its system since ${found.deletedOn ?? ''}; only living accounts are matched.`,
    );
  const systems = await ask<string>(
    'select to_json(system)::text as row from (select distinct system from account) s order by system',
    [],
  );
  throw refuse(
    systems.includes(system)
      ? `The hub knows no ${name}. Is the id as the system writes it, and was it synced?`
      : `The hub knows no account of a system ${system}; it knows ${systems.join(', ')}. Write system:id.`,
  );
}

/** Of an id that was merged away, the accounts that had it; else those of the living customer. */
async function accountsOfCustomer(ask: Ask, id: string): Promise<AccountName[]> {
  const rows = await ask<Found & { readonly isOwn: boolean }>(
    `select json_build_object('system', c.system, 'accountId', c.account_id, 'isLiving', a.deleted_at is null,
       'isOwn', c.home_id = w.id or (w.id <> t.id and c.founding_id = w.id))::text as row
     from (select ?::text as id) w
     cross join lateral (select coalesce(
       (select customer_id from customer where customer_id = w.id),
       (select customer_id from customer_redirect where old_customer_id = w.id),
       (select customer_id from customer_account where founding_id = w.id)) as id) t
     join customer_account c on c.customer_id = t.id join account a using (system, account_id)
     order by c.system, c.account_id`,
    [id],
  );
  if (rows.length === 0)
    throw refuse(`There is no customer ${id}. Give an id of a customer, or an account as system:id.`);
  const living = rows.filter(({ isLiving }) => isLiving);
  if (living.length === 0) throw refuse(`Customer ${id} has no account left: there is nothing to compare.`);
  const own = living.filter(({ isOwn }) => isOwn);
  return (own.length > 0 ? own : living).slice(0, speakers).map(({ system, accountId }) => ({ system, accountId }));
}

/**
 * The accounts that a text stands for: `system:id`, or any id that was ever given to a customer (of many accounts, the first
 * 30). Throws BAD_USER_INPUT for what the hub does not know.
 */
export function findAccounts(ask: Ask, text: string): Promise<AccountName[]> {
  const colon = text.indexOf(':');
  if (colon === -1) return accountsOfCustomer(ask, text);
  return accountNamed(ask, { system: text.slice(0, colon), accountId: text.slice(colon + 1) });
}
