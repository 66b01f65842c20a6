import type { Profile } from '../company/profile.ts';
import type { Random } from '../company/random.ts';
import { writeFirm } from './firm-name.ts';
import { misspeltEmail, writeEmail } from './mailbox.ts';
import { writePerson, type WrittenName } from './person-name.ts';
import { plainPhone, writePhone } from './phone.ts';
import { writeStreet } from './street.ts';

/** A customer as ONE account of ONE system knows him. */
export interface AccountView {
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly person: WrittenName;
  readonly organization: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly birthOn: string | null;
  readonly gender: string | null;
  readonly nationalId: string | null;
  readonly taxNumber: string | null;
}

/** How a system's clerks write. */
export interface Clerk {
  readonly script: 'hanzi' | 'latin';
  /** 0 to 1. */
  readonly sloppiness: number;
  /** Chance that a row still shows the time before the customer moved, married or changed the mailbox. */
  readonly stale: number;
  readonly keepsEmail: number;
  readonly keepsPhone: number;
}

/** Writes the true customer the way this clerk would, with the dirt of the years. */
export function accountView(random: Random, profile: Profile, clerk: Clerk): AccountView {
  const former = random.chance(clerk.stale);
  const careless = (probability: number) => random.chance(probability * clerk.sloppiness);
  const style = { script: clerk.script, former, sloppiness: clerk.sloppiness };
  const place = former && random.chance(0.7) ? profile.formerAddress : profile.address;
  const mailbox = former && random.chance(0.5) ? profile.formerEmail : profile.email;
  const email = careless(0.03) ? misspeltEmail(random, mailbox) : careless(1) ? writeEmail(random, mailbox) : mailbox;
  const latinCity = clerk.script === 'latin' ? place.cityLatin : place.city;
  const write = clerk.sloppiness > 0.3 ? writePhone : (_: Random, number: Profile['mobile']) => plainPhone(number);
  return {
    kind: profile.kind,
    person: writePerson(random, profile.person, style),
    organization: profile.firm ? writeFirm(random, profile.firm, clerk) : null,
    email: random.chance(clerk.keepsEmail) ? email : null,
    phone: random.chance(clerk.keepsPhone) ? write(random, profile.landline) : null,
    mobile: random.chance(clerk.keepsPhone * 0.6) ? write(random, profile.mobile) : null,
    street: writeStreet(random, clerk.script === 'latin' ? place.streetLatin : place.street),
    city: latinCity,
    region: place.region,
    postalCode: careless(0.04) ? place.postalCode.slice(0, -1) : place.postalCode,
    country: place.country,
    birthOn: profile.birthOn,
    gender: profile.kind === 'PERSON' ? profile.person.gender : null,
    nationalId: profile.nationalId,
    taxNumber: profile.taxNumber,
  };
}
