import type { FirmName } from './firms.ts';
import type { PersonName } from './people.ts';
import type { Random } from './random.ts';

/** Latin lower-case letters and digits with hyphens: `Müller & Söhne` -> `mueller-soehne`. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const domains = ['example.com', 'example.net', 'example.org'];

/** Today's and the former mailbox, at domains that are reserved and reach nobody. A person's box carries a number of his own. */
export function mailboxes(
  random: Random,
  entity: number,
  person: PersonName,
  firm: FirmName | null,
  domain: string,
): { email: string; formerEmail: string } {
  const given = slug(person.given).replaceAll('-', '');
  const family = slug(person.family).replaceAll('-', '');
  const own = String((entity * 7919 + 131) % 1_000_003);
  if (firm) {
    const box = random.pick([`${given}.${family}`, `${given.charAt(0)}.${family}`, `${given.charAt(0)}${family}`]);
    return {
      email: `${box}@${domain}.example`,
      formerEmail: `${random.pick(['info', 'office', 'purchasing', 'sales'])}@${domain}.example`,
    };
  }
  const today = random.pick([`${given}.${family}`, `${family}${given.charAt(0)}`, `${given}_${family}`, `${given}`]);
  const before = slug(person.maiden ?? person.family).replaceAll('-', '');
  return {
    email: `${today}${own}@${random.pick(domains)}`,
    formerEmail: `${given.charAt(0)}${before}${own}@${random.pick(domains)}`,
  };
}
