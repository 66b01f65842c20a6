import { DAY, at, isoDate } from '../../demo/company/calendar.ts';
import { slug } from '../../demo/company/mailboxes.ts';
import type { PersonName } from '../../demo/company/people.ts';
import type { Profile } from '../../demo/company/profile.ts';
import { Random } from '../../demo/company/random.ts';
import { accountView, type Clerk } from '../../demo/dirt/view.ts';
import type { World } from './world.ts';

/** One account as a system has it, by the attributes of the customers feed; '' where the system knows nothing. */
export interface MadeAccount {
  readonly system: string;
  readonly kind: 'person' | 'organization';
  readonly values: Readonly<Record<string, string>>;
}

export const attributes = [
  'name',
  'given_name',
  'family_name',
  'organization_name',
  'other_name',
  'birth_on',
  'gender',
  'national_id',
  'tax_number',
  'email',
  'phone',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const;

interface SystemStyle {
  readonly name: string;
  /** Share of the customers that have an account here, and of those, of the ones that have another one by mistake. */
  readonly reach: number;
  readonly twice: number;
  readonly clerk: Clerk;
  readonly fullName: boolean;
  readonly birth: number;
  readonly address: number;
  readonly number: number;
}

const clerk = (sloppiness: number, stale: number, keepsEmail: number, keepsPhone: number): Clerk => ({
  script: 'latin',
  sloppiness,
  stale,
  keepsEmail,
  keepsPhone,
});

/** Five systems: what they ask for, and how they are kept. */
const systems: readonly SystemStyle[] = [
  { name: 'crm', reach: 0.55, twice: 0.06, clerk: clerk(0.4, 0.1, 0.8, 0.6), fullName: false, birth: 0.25, address: 0.6, number: 0.1 },
  { name: 'desk', reach: 0.35, twice: 0.1, clerk: clerk(0.8, 0.05, 0.9, 0.3), fullName: true, birth: 0, address: 0.1, number: 0 },
  { name: 'erp', reach: 0.4, twice: 0.03, clerk: clerk(0.2, 0.15, 0.5, 0.7), fullName: true, birth: 0.1, address: 0.95, number: 0.5 },
  { name: 'mail', reach: 0.45, twice: 0.08, clerk: clerk(0.6, 0.2, 1, 0.1), fullName: false, birth: 0.3, address: 0.2, number: 0 },
  { name: 'shop', reach: 0.4, twice: 0.12, clerk: clerk(0.7, 0.1, 0.95, 0.4), fullName: false, birth: 0.2, address: 0.8, number: 0.05 },
]; // prettier-ignore

const trades = [
  'Tooling',
  'Machine Works',
  'Fabrication',
  'Precision',
  'Castings',
  'Supply',
  'Industries',
  'Logistics',
];

function mailboxes(random: Random, entity: number, name: PersonName, domain: string | null) {
  const [given, family] = [slug(name.given), slug(name.family)];
  const before = slug(name.maiden ?? name.family);
  const own = random.chance(0.6) ? String(random.int(1, 99)).padStart(2, '0') : entity.toString(36);
  const host = domain ?? random.weighted([['example.com', 60], ['example.net', 25], ['example.org', 15]]); // prettier-ignore
  const box = random.pick([`${given}.${family}`, `${given.charAt(0)}${family}`, `${given}_${family}`]);
  return domain === null
    ? { email: `${box}${own}@${host}`, formerEmail: `${given.charAt(0)}${before}${own}@${host}` }
    : { email: `${box}@${host}`, formerEmail: `${random.pick(['info', 'office', 'sales'])}@${host}` };
}

/** What is true of customer number `entity`; one in eight persons of odd number lives with the one before. */
function profileOf(world: World, seed: number, entity: number): Profile {
  const own = draw(world, seed, entity);
  if (entity % 2 === 0 || own.kind === 'ORGANIZATION' || new Random(seed, 'home', entity).next() > 1 / 8) return own;
  const relative = draw(world, seed, entity - 1);
  if (relative.kind === 'ORGANIZATION' || relative.person.hanzi || own.person.hanzi) return own;
  const person = { ...own.person, family: relative.person.family };
  const boxes = mailboxes(new Random(seed, 'box', entity), entity, person, null);
  return { ...own, ...boxes, person, address: relative.address, landline: relative.landline };
}

function draw(world: World, seed: number, entity: number): Profile {
  const random = new Random(seed, 'customer', entity);
  const isFirm = random.chance(0.25);
  const person = world.personName(random);
  const address = world.address(random);
  const core = `${random.chance(0.25) ? address.city : world.family(random)} ${random.pick(trades)}`;
  const firm = isFirm ? { core, legalForm: random.pick(['Inc.', 'LLC', 'Corp.', 'Co.']), hanzi: null } : null;
  return {
    entity,
    kind: isFirm ? 'ORGANIZATION' : 'PERSON',
    country: 'US',
    person,
    firm,
    ...mailboxes(random, entity, person, firm ? `${slug(core)}-${entity.toString(36)}.example` : null),
    landline: world.phone(random),
    mobile: world.phone(random),
    address,
    formerAddress: isFirm && random.chance(0.5) ? address : world.address(random),
    birthOn: isFirm ? null : isoDate(at(1942, 1, 1) + random.int(0, 22_000) * DAY),
    taxNumber: isFirm ? `${random.digits(2)}-${random.digits(7)}` : null,
    nationalId: isFirm ? null : `${String(random.int(100, 899))}-${random.digits(2)}-${random.digits(4)}`,
  };
}

/** All accounts of customer number `entity`, at least one. Depends on seed and number alone. */
export function accountsOf(world: World, seed: number, entity: number): MadeAccount[] {
  const profile = profileOf(world, seed, entity);
  const random = new Random(seed, 'accounts', entity);
  const chosen = systems.filter(({ reach }) => random.chance(reach));
  const [first] = systems;
  if (chosen.length === 0 && first) chosen.push(first);
  return chosen.flatMap((system) => {
    const count = random.chance(system.twice) ? 2 : 1;
    return Array.from({ length: count }, () => account(random, profile, system));
  });
}

function account(random: Random, profile: Profile, system: SystemStyle): MadeAccount {
  const view = accountView(random, profile, system.clerk);
  const isPerson = view.kind === 'PERSON';
  const { person } = view;
  const some = (share: number, value: string | null): string => (random.chance(share) ? (value ?? '') : '');
  const hasAddress = random.chance(system.address);
  const home = (value: string): string => (hasAddress ? value : '');
  const values: Record<(typeof attributes)[number], string> = {
    name: isPerson && system.fullName ? person.full : '',
    given_name: isPerson && !system.fullName ? person.given : '',
    family_name: isPerson && !system.fullName ? person.family : '',
    organization_name: view.organization ?? '',
    other_name: isPerson ? (person.other ?? '') : '',
    birth_on: some(system.birth, view.birthOn),
    gender: some(0.3, view.gender),
    national_id: some(system.number / 4, view.nationalId),
    tax_number: some(system.number, view.taxNumber),
    email: view.email ?? '',
    phone: [view.phone, view.mobile].filter((text) => text !== null).join('\n'),
    street: home(view.street),
    city: home(view.city) || some(0.3, view.city),
    region: home(view.region),
    postal_code: home(view.postalCode),
    country: some(0.7, view.country),
  };
  return { system: system.name, kind: isPerson ? 'person' : 'organization', values };
}
