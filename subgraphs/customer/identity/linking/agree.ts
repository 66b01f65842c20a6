import { compatibleGiven, sameReading } from '../normalise/person-name.ts';
import type { NamedAccount } from './names.ts';

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

/** Whether the names of two accounts may be those of one customer. */
export function namesAgree(a: NamedAccount, b: NamedAccount): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'ORGANIZATION') return a.organizations.some((core) => b.organizations.includes(core));
  return a.persons.some((x) => b.persons.some((y) => sameReading(x, y)));
}

/**
 * Whether two accounts can't be one customer, whatever joins them: other given names (a household shares an address and
 * a phone), other date of birth (father and son share a name), other numbers of registration.
 */
export function contradict(a: NamedAccount, b: NamedAccount): boolean {
  if (a.kind !== b.kind) return true;
  const country = differ(a.account.country, b.account.country);
  if (!country && differ(a.account.taxNumber, b.account.taxNumber)) return true;
  if (a.kind === 'ORGANIZATION') return false;
  if (differ(a.account.birthOn, b.account.birthOn)) return true;
  if (!country && differ(a.account.nationalId, b.account.nationalId)) return true;
  return !a.persons.some((x) => b.persons.some((y) => x.suffix === y.suffix && compatibleGiven(x.given, y.given)));
}
