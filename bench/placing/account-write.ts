import { normaliseAccount } from '../../subgraphs/customer/identity/normalise/account.ts';
import type { AccountWrite } from '../../subgraphs/customer/store/write-accounts.ts';
import { customerRow } from '../../subgraphs/customer/testing/memory-source.ts';
import type { MadeAccount } from '../identity/population.ts';

/** A made account as a sync would take it from a feed. */
export function accountWrite(id: string, { system, kind, values }: MadeAccount, contentHash: string): AccountWrite {
  const text = (name: string): string | null => {
    const value = values[name] ?? '';
    return value === '' ? null : value;
  };
  const list = (name: string): string[] => (values[name] ?? '').split('\n').filter((value) => value !== '');
  const row = customerRow(system, {
    account_id: id,
    kind: kind === 'person' ? 'PERSON' : 'ORGANIZATION',
    name: text('name'),
    given_name: text('given_name'),
    family_name: text('family_name'),
    organization_name: text('organization_name'),
    other_name: text('other_name'),
    email: list('email'),
    phone: list('phone'),
    street: text('street'),
    city: text('city'),
    region: text('region'),
    postal_code: text('postal_code'),
    country: text('country'),
    birth_on: text('birth_on'),
    gender: text('gender'),
    national_id: text('national_id'),
    tax_number: text('tax_number'),
  });
  return { row, account: normaliseAccount(row), contentHash };
}
