import { DAY, at, isoDate } from './calendar.ts';
import { firmName, type FirmName } from './firms.ts';
import { mailboxes, slug } from './mailboxes.ts';
import { personName, type PersonName } from './people.ts';
import { phone, type Phone } from './phones.ts';
import { address, type Address, type Country } from './places.ts';
import { Random } from './random.ts';

/** One real customer: what is true about him, whatever the systems say. */
export interface Profile {
  readonly entity: number;
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly country: Country;
  /** The person, or whoever speaks for the organisation. */
  readonly person: PersonName;
  readonly firm: FirmName | null;
  readonly email: string;
  /** Used in former years. */
  readonly formerEmail: string;
  readonly landline: Phone;
  readonly mobile: Phone;
  readonly address: Address;
  /** Where the customer was before moving. */
  readonly formerAddress: Address;
  readonly birthOn: string | null;
  readonly taxNumber: string | null;
  readonly nationalId: string | null;
}

const countries: readonly (readonly [Country, number])[] = [
  ['US', 42],
  ['CN', 20],
  ['DE', 14],
  ['GB', 10],
  ['FR', 8],
  ['ES', 6],
];

function taxNumber(random: Random, country: Country): string {
  const forms: Record<Country, () => string> = {
    US: () => `${random.digits(2)}-${random.digits(7)}`,
    GB: () => `GB${random.digits(9)}`,
    DE: () => `DE${random.int(1, 9)}${random.digits(8)}`,
    FR: () => `FR${random.digits(11)}`,
    ES: () => `ESB${random.digits(8)}`,
    CN: () => `91${random.digits(6)}MA${random.digits(7)}X`,
  };
  return forms[country]();
}

/** Customer number `entity`. Some persons (odd numbers) live with the customer before them: same address, landline, family name. */
export function profile(seed: number, entity: number): Profile {
  const random = new Random(seed, 'profile', entity);
  const own = draw(random, entity);
  if (entity % 2 === 0 || own.kind === 'ORGANIZATION' || !random.chance(0.12)) return own;
  const relative = draw(new Random(seed, 'profile', entity - 1), entity - 1);
  if (relative.kind === 'ORGANIZATION' || relative.country !== own.country || relative.person.hanzi || own.person.hanzi)
    return own;
  const person = { ...own.person, family: relative.person.family };
  return {
    ...own,
    ...mailboxes(random, entity, person, null, ''),
    person,
    address: relative.address,
    landline: relative.landline,
  };
}

/** Two words of the name, the town, and letters of the firm's own: no two firms have one domain, whatever they are called. */
function domainOf(firm: FirmName, place: Address, entity: number): string {
  const words = slug(firm.core).split('-').slice(0, 2);
  const town = slug(place.cityLatin);
  const own = entity.toString(36);
  return words.includes(town.split('-')[0] ?? town) ? `${slug(firm.core)}-${own}` : [...words, town, own].join('-');
}

function draw(random: Random, entity: number): Profile {
  const country = random.weighted(countries);
  const kind = random.chance(0.45) ? 'ORGANIZATION' : 'PERSON';
  const place = address(random, country);
  const former = address(random, country);
  const person = personName(random, country);
  const firm = kind === 'ORGANIZATION' ? firmName(random, country, place) : null;
  const domain = firm ? domainOf(firm, place, entity) : '';
  return {
    entity,
    kind,
    country,
    person,
    firm,
    ...mailboxes(random, entity, person, firm, domain),
    landline: phone(random, country, 'landline'),
    mobile: phone(random, country, 'mobile'),
    address: place,
    formerAddress: firm && random.chance(0.5) ? place : former,
    birthOn: firm ? null : isoDate(at(1942, 1, 1) + random.int(0, 22_000) * DAY),
    taxNumber: firm ? taxNumber(random, country) : null,
    nationalId:
      country === 'CN' && !firm
        ? `990101${random.int(1950, 2001)}${String(random.int(1, 12)).padStart(2, '0')}${random.int(10, 28)}${random.digits(3)}X`
        : null,
  };
}
