import type { Knex } from 'knex';
import { prepared } from './prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import { accountKey } from '../identity/account.ts';
import type { Previous } from '../identity/assign/assign.ts';
import { customerIdOf } from '../identity/assign/customer-id.ts';
import { inScope, type AccountName, type AccountScope } from './account-scope.ts';

/** What linking needs to know of the store. */
export interface IdentityState {
  readonly accounts: readonly IdentityAccount[];
  readonly previous: Previous;
  /** Hash of each living account as its feed gave it, by account key. */
  readonly accountHashes: ReadonlyMap<string, string>;
  /** What the stored profile was made of, by customer; null for a customer that has ended. */
  readonly profileHashes: ReadonlyMap<string, string | null>;
}

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of an account (`a`) that tell who it is, by the names of IdentityAccount, without its own name. */
export const identityColumns = `a.kind, a.name, a.given_name as "givenName", a.middle_name as "middleName",
  a.family_name as "familyName", a.organization_name as "organizationName", a.other_name as "otherName", a.emails, a.phones,
  a.street, a.city, a.region, a.postal_code as "postalCode", a.country, a.birth_on::text as "birthOn", a.gender,
  a.national_id as "nationalId", a.tax_number as "taxNumber", ${instant('a.updated_at')} as "updatedAt"`;

interface Crosswalk extends AccountName {
  readonly customerId: string;
  readonly homeId: string | null;
}

interface Customer {
  readonly id: string;
  readonly createdAt: string;
  readonly hash: string | null;
}

/** Accounts that live, and the customers that they, and those that are gone, have or had. */
interface Known {
  readonly accounts: readonly (IdentityAccount & { readonly hash: string })[];
  readonly crosswalk: readonly Crosswalk[];
  readonly customers: readonly Customer[];
}

const customerColumns = (
  alias: string,
): string => `${alias}customer_id as id, ${instant(`${alias}created_at`)} as "createdAt",
  case when ${alias}ended_at is null then ${alias}content_hash end as hash`;

async function readAll(trx: Knex.Transaction): Promise<Known> {
  const [accounts, crosswalk, customers] = await Promise.all([
    prepared<Known['accounts'][number]>(
      trx,
      `select system, account_id as "accountId", ${identityColumns}, content_hash as hash
       from account a where deleted_at is null order by system, account_id`,
      [],
    ),
    prepared<Crosswalk>(
      trx,
      `select system, account_id as "accountId", customer_id as "customerId", home_id as "homeId" from customer_account`,
      [],
    ),
    prepared<Customer>(trx, `select ${customerColumns('')} from customer`, []),
  ]);
  return { accounts: accounts.rows, crosswalk: crosswalk.rows, customers: customers.rows };
}

interface KnownRow extends IdentityAccount, Customer {
  readonly accountHash: string;
  readonly isLiving: boolean;
  readonly customerId: string | null;
  readonly homeId: string | null;
}

/** The same of a scope that holds whole customers, in one statement: a change waits for each. */
async function readScope(trx: Knex.Transaction, scope: readonly AccountName[]): Promise<Known> {
  const { rows } = await prepared<KnownRow>(
    trx,
    `select w.system, w.account_id as "accountId", ${identityColumns}, a.content_hash as "accountHash",
       coalesce(a.deleted_at is null and a.account_id is not null, false) as "isLiving",
       c.customer_id as "customerId", c.home_id as "homeId", ${customerColumns('k.')}
     from unnest(?::text[], ?::text[]) as w (system, account_id)
     left join account a on a.system = w.system and a.account_id = w.account_id
     left join customer_account c on c.system = w.system and c.account_id = w.account_id
     left join customer k on k.customer_id = c.customer_id`,
    [scope.map(({ system }) => system), scope.map(({ accountId }) => accountId)],
  );
  const customerOf = ({ customerId, ...row }: KnownRow) => (customerId === null ? [] : [{ ...row, customerId }]);
  const crosswalk = rows.flatMap(customerOf);
  return {
    accounts: rows.filter(({ isLiving }) => isLiving).map((row) => ({ ...row, hash: row.accountHash })),
    crosswalk,
    customers: crosswalk,
  };
}

/**
 * Living accounts and everything that was said about their identity before: of all, or of a scope that holds whole customers
 * (stewardship/affected.ts); `restore` are ids that a decision gives back, which may redirect to customers elsewhere. Memory: about 1 KB per account.
 */
export async function readIdentityState(
  trx: Knex.Transaction,
  scope: AccountScope = null,
  restore: ReadonlyMap<string, string> = new Map(),
): Promise<IdentityState> {
  const ofCrosswalk = inScope('c', scope);
  const ofCustomers =
    scope === null
      ? ''
      : ` where customer_id in (select customer_id from customer_account c where true${ofCrosswalk.sql})`;
  const [{ accounts, crosswalk, customers }, redirects] = await Promise.all([
    scope === null ? readAll(trx) : readScope(trx, scope),
    prepared<{ old: string; id: string; createdAt: string | null }>(
      trx,
      `select old_customer_id as old, customer_id as id, ${instant('created_at')} as "createdAt"
       from customer_redirect${ofCustomers}${scope === null ? '' : ' or old_customer_id = any(?::text[])'}`,
      scope === null ? [] : [...ofCrosswalk.bindings, [...new Set(restore.values())]],
    ),
  ]);
  return {
    accounts,
    previous: {
      customerOf: new Map(crosswalk.map((row) => [accountKey(row), row.customerId])),
      createdAt: new Map(customers.map((row) => [row.id, row.createdAt])),
      redirects: new Map(redirects.rows.map((row) => [row.old, row.id])),
      homeOf: new Map(crosswalk.flatMap((row) => (row.homeId === null ? [] : [[accountKey(row), row.homeId]]))),
      redirectedCreatedAt: new Map(
        redirects.rows.flatMap((row) => (row.createdAt === null ? [] : [[row.old, row.createdAt]])),
      ),
      restore,
    },
    accountHashes: new Map(accounts.map((row) => [accountKey(row), row.hash])),
    profileHashes: new Map(customers.map((row) => [row.id, row.hash])),
  };
}

/** Ids that one account may have founded, one after the other: far more than splits ever happen to one account. */
const attempts = 16;

/** Of the ids that accounts of a scope could found, those that exist, wherever. */
export async function takenIds(trx: Knex.Transaction, scope: readonly AccountName[]): Promise<Set<string>> {
  const candidates = scope.flatMap(({ system, accountId }) =>
    Array.from({ length: attempts }, (_, attempt) => customerIdOf(system, accountId, attempt)),
  );
  const { rows } = await prepared<{ id: string }>(
    trx,
    `select customer_id as id from customer where customer_id = any(?::text[])
     union select old_customer_id from customer_redirect where old_customer_id = any(?::text[])`,
    [candidates, candidates],
  );
  return new Set(rows.map((row) => row.id));
}
