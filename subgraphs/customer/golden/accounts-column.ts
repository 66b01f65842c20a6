import type { Parent } from '../../../kit/resolvers/set-entry.ts';
import type { GoldenAccount } from './account.ts';

/** Name under which a customer carries the accounts that its golden record is made of. */
export const goldenAccounts = 'goldenAccounts';

/** Times to the microsecond, as the sync has them: both must choose the same winner. */
const instant = `to_char(a.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** SQL for the accounts as JSON; `living` is what follows `from` and has the living accounts of one customer as `a`. */
export const goldenAccountsSql = (living: string): string => `(
  select coalesce(json_agg(json_build_object('system', a.system, 'accountId', a.account_id, 'kind', a.kind, 'name', a.name,
    'givenName', a.given_name, 'middleName', a.middle_name, 'familyName', a.family_name,
    'organizationName', a.organization_name, 'emails', a.emails, 'phones', a.phones, 'street', a.street, 'city', a.city,
    'region', a.region, 'postalCode', a.postal_code, 'country', a.country, 'birthOn', a.birth_on, 'gender', a.gender,
    'taxNumber', a.tax_number, 'updatedAt', ${instant}) order by a.system, a.account_id), '[]')
  from ${living})`;

/** The accounts that a parent carries, as the statement above made them; none when it was read without them. */
export function accountsOf(parent: Parent): readonly GoldenAccount[] {
  const json = parent[goldenAccounts];
  return typeof json === 'string' ? (JSON.parse(json) as readonly GoldenAccount[]) : [];
}
