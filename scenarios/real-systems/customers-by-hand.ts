/**
 * The oracle of the feeds: plain reads of the original tables, put together here and not in SQL. Nothing reads a mapping.
 */
import type { OpenRealSystem } from './given.ts';
import type { RealSystem } from './systems.ts';
import { accountOf } from './truth.ts';

type Cells = Record<string, string | null>;
type Hand = OpenRealSystem['hand'];

/** What the feed must say of an account; lists are sorted, blanks are null. */
export interface HandAccount {
  readonly account: string;
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly name: string | null;
  readonly given: string | null;
  readonly family: string | null;
  readonly organization: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly birthOn: string | null;
  readonly taxNumber: string | null;
  readonly isDeleted: boolean | null;
}

const countries = new Map([
  ['united states', 'US'],
  ['usa', 'US'],
  ['united kingdom', 'GB'],
  ['australia', 'AU'],
  ['canada', 'CA'],
  ['china', 'CN'],
  ['france', 'FR'],
  ['germany', 'DE'],
  ['south africa', 'ZA'],
]);

function text(value: string | null | undefined): string | null {
  const plain = (value ?? '').replace(/&amp;/gi, '&');
  return plain.trim() === '' ? null : plain;
}

const list = (...values: readonly (string | null | undefined)[]): string[] =>
  values
    .map((value) => (value ?? '').trim())
    .filter((value) => value !== '')
    .sort();

function country(name: string | null | undefined): string | null {
  if (!name) return null;
  const code = countries.get(name.toLowerCase());
  if (code === undefined) throw new Error(`the oracle does not know the country ${name}`);
  return code;
}

const nobody = {
  name: null,
  given: null,
  family: null,
  organization: null,
  emails: [],
  phones: [],
  street: null,
  city: null,
  region: null,
  postalCode: null,
  country: null,
  birthOn: null,
  taxNumber: null,
  isDeleted: null,
} as const;

/** Values of many rows by a key. */
function grouped(rows: readonly Cells[], key: string, value: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row[key] ?? '', [...(groups.get(row[key] ?? '') ?? []), row[value] ?? '']);
  return groups;
}

async function suitecrm(hand: Hand): Promise<HandAccount[]> {
  const links = await hand(
    `select concat(rel.bean_module, rel.bean_id) as bean, adr.email_address as mail, rel.deleted
       from email_addresses as adr, email_addr_bean_rel as rel where adr.id = rel.email_address_id`,
  );
  const alive = grouped(
    links.filter((link) => link['deleted'] === '0'),
    'bean',
    'mail',
  );
  const every = grouped(links, 'bean', 'mail');
  const mails = (bean: string, deleted: boolean): string[] => list(...((deleted ? every : alive).get(bean) ?? []));
  const firms = new Map((await hand('select id, name from accounts')).map((row) => [row['id'], row['name']]));
  const jobs = grouped(await hand('select contact_id, account_id from accounts_contacts'), 'contact_id', 'account_id');
  const accounts = (await hand('select * from accounts')).map((row): HandAccount => {
    const isDeleted = row['deleted'] === '1';
    return {
      ...nobody,
      account: accountOf('suitecrm', 'accounts', row['id'] ?? ''),
      kind: 'ORGANIZATION',
      organization: text(row['name']),
      emails: mails(`Accounts${row['id'] ?? ''}`, isDeleted),
      phones: list(row['phone_office']),
      street: text(row['billing_address_street']),
      city: text(row['billing_address_city']),
      region: text(row['billing_address_state']),
      postalCode: text(row['billing_address_postalcode']),
      country: country(row['billing_address_country']),
      taxNumber: (row['description'] ?? '').split('：')[1] ?? null,
      isDeleted,
    };
  });
  const persons = ['contacts', 'leads'].map(async (table) =>
    (await hand(`select * from ${table}`)).map((row): HandAccount => {
      const isDeleted = row['deleted'] === '1';
      const [job] = jobs.get(row['id'] ?? '') ?? [];
      return {
        ...nobody,
        account: accountOf('suitecrm', table, row['id'] ?? ''),
        kind: 'PERSON',
        given: text(row['first_name']),
        family: text(row['last_name']),
        organization: text(table === 'leads' ? row['account_name'] : firms.get(job ?? '')),
        emails: mails(`${table === 'leads' ? 'Leads' : 'Contacts'}${row['id'] ?? ''}`, isDeleted),
        phones: list(row['phone_home'], row['phone_mobile'], row['phone_work']),
        street: text(row['primary_address_street']),
        city: text(row['primary_address_city']),
        region: text(row['primary_address_state']),
        postalCode: text(row['primary_address_postalcode']),
        country: country(row['primary_address_country']),
        birthOn: row['birthdate'] ?? null,
        isDeleted,
      };
    }),
  );
  return [...accounts, ...(await Promise.all(persons)).flat()];
}

async function osticket(hand: Hand): Promise<HandAccount[]> {
  const mails = grouped(await hand('select user_id, address from ost_user_email'), 'user_id', 'address');
  const values = await hand(
    `select concat(e.object_type, e.object_id, '/', v.field_id) as at, v.value
       from ost_form_entry_values as v, ost_form_entry as e where e.id = v.entry_id`,
  );
  // Fields of this installation: 3 phone of a user, 28 address and 29 phone of an organisation.
  const at = new Map(values.map((row) => [row['at'], row['value']]));
  const firms = new Map((await hand('select id, name from ost_organization')).map((row) => [row['id'], row['name']]));
  const users = (await hand('select * from ost_user')).map((row): HandAccount => ({
    ...nobody,
    account: accountOf('osticket', 'ost_user', row['id'] ?? ''),
    kind: 'PERSON',
    name: text(row['name']),
    organization: text(firms.get(row['org_id'] ?? '')),
    emails: list(...(mails.get(row['id'] ?? '') ?? [])),
    phones: list(at.get(`U${row['id'] ?? ''}/3`)),
  }));
  const organizations = (await hand('select * from ost_organization')).map((row): HandAccount => {
    const parts = (at.get(`O${row['id'] ?? ''}/28`) ?? '').split(', ');
    const postalCode = parts.length > 2 && /\d/.test(parts.at(-1) ?? '') ? (parts.pop() ?? null) : null;
    const city = parts.length > 1 ? (parts.pop() ?? null) : null;
    return {
      ...nobody,
      account: accountOf('osticket', 'ost_organization', row['id'] ?? ''),
      kind: 'ORGANIZATION',
      organization: text(row['name']),
      phones: list(at.get(`O${row['id'] ?? ''}/29`)),
      street: text(parts.join(', ')),
      city: text(city),
      postalCode: text(postalCode),
    };
  });
  return [...users, ...organizations];
}

async function mautic(hand: Hand): Promise<HandAccount[]> {
  const street = (one: string | null | undefined, two: string | null | undefined): string | null =>
    text([one, two].filter((line) => line).join(', '));
  const leads = (await hand('select * from leads')).map((row): HandAccount => ({
    ...nobody,
    account: accountOf('mautic', 'leads', row['id'] ?? ''),
    kind: 'PERSON',
    given: text(row['firstname']),
    family: text(row['lastname']),
    organization: text(row['company']),
    emails: list(row['email']),
    phones: list(row['phone'], row['mobile']),
    street: street(row['address1'], row['address2']),
    city: text(row['city']),
    region: text(row['state']),
    postalCode: text(row['zipcode']),
    country: country(row['country']),
  }));
  const known = leads.filter((lead) =>
    [lead.given, lead.family, lead.organization, ...lead.emails, ...lead.phones].some((value) => value !== null),
  );
  const companies = (await hand('select * from companies')).map((row): HandAccount => ({
    ...nobody,
    account: accountOf('mautic', 'companies', row['id'] ?? ''),
    kind: 'ORGANIZATION',
    organization: text(row['companyname']),
    emails: list(row['companyemail']),
    phones: list(row['companyphone']),
    street: street(row['companyaddress1'], row['companyaddress2']),
    city: text(row['companycity']),
    region: text(row['companystate']),
    postalCode: text(row['companyzipcode']),
    country: country(row['companycountry']),
  }));
  return [...known, ...companies];
}

async function dolibarr(hand: Hand): Promise<HandAccount[]> {
  const codes = new Map(
    (await hand('select rowid, code from llx_c_country')).map((row) => [row['rowid'], row['code']]),
  );
  const regions = new Map(
    (await hand('select rowid, nom from llx_c_departements')).map((row) => [row['rowid'], row['nom']]),
  );
  const firms = new Map((await hand('select rowid, nom from llx_societe')).map((row) => [row['rowid'], row['nom']]));
  const place = (row: Cells): Pick<HandAccount, 'street' | 'city' | 'region' | 'postalCode' | 'country'> => ({
    street: text((row['address'] ?? '').split(/\r?\n/).join(', ')),
    city: text(row['town']),
    region: text(regions.get(row['fk_departement'] ?? '')),
    postalCode: text(row['zip']),
    country: text(codes.get(row['fk_pays'] ?? '')),
  });
  const parties = (await hand('select * from llx_societe')).map((row): HandAccount => {
    const isPrivate = row['fk_typent'] === '8';
    return {
      ...nobody,
      ...place(row),
      account: accountOf('dolibarr', 'llx_societe', row['rowid'] ?? ''),
      kind: isPrivate ? 'PERSON' : 'ORGANIZATION',
      name: isPrivate ? text(row['nom']) : null,
      organization: isPrivate ? null : text(row['nom']),
      emails: list(row['email']),
      phones: list(row['phone']),
      taxNumber: text(row['siren']) ?? text(row['tva_intra']),
    };
  });
  const contacts = (await hand('select * from llx_socpeople')).map((row): HandAccount => ({
    ...nobody,
    ...place(row),
    account: accountOf('dolibarr', 'llx_socpeople', row['rowid'] ?? ''),
    kind: 'PERSON',
    given: text(row['firstname']),
    family: text(row['lastname']),
    organization: text(firms.get(row['fk_soc'] ?? '')),
    emails: list(row['email']),
    phones: list(row['phone'], row['phone_mobile'], row['phone_perso']),
    birthOn: row['birthday'] ?? null,
  }));
  return [...parties, ...contacts];
}

/** Every account that the feed of a system must give. */
export const customersByHand: Readonly<Record<RealSystem, (hand: Hand) => Promise<HandAccount[]>>> = {
  suitecrm,
  osticket,
  mautic,
  dolibarr,
};
