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
  return !namesAgree(a, b) && !sameGivenForSure(a, b);
}

/** The family name may have changed; `Anna Schmidt` in one field could also be Mrs Anna, so that says nothing. */
function sameGivenForSure(a: NamedAccount, b: NamedAccount): boolean {
  const [x, y] = [a.persons[0], b.persons[0]];
  if (!a.isCertain || !b.isCertain || !x || !y) return false;
  return x.suffix === y.suffix && compatibleGiven(x.given, y.given);
}
