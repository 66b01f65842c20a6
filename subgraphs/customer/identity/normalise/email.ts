/** Addresses that people type when they have none; they say nothing about who somebody is. */
const placeholderLocal = new Set(['none', 'na', 'noemail', 'nomail', 'unknown', 'noreply', 'no-reply', 'keine', 'xxx']);
const placeholderDomain = new Set([
  'none.com',
  'none.none',
  'na.com',
  'unknown.com',
  'noemail.com',
  'nomail.com',
  'xxx.com',
]);

/** Who reads it is whoever has the duty: many persons of one house give it. */
const roles = new Set(
  (
    'info office contact kontakt sales support service services admin administrator mail hello help helpdesk enquiries enquiry inquiries post team ' +
    'webmaster postmaster billing accounts accounting accountspayable finance hr jobs marketing reception orders order purchasing einkauf ' +
    'verkauf vertrieb buchhaltung sekretariat verwaltung zentrale customerservice contacto ventas contato vendas commercial accueil compta'
  ).split(' '),
);

/** `info@...`: the address of a role. Somebody who gives it has, as like as not, another of their own. */
export const isRoleMailbox = (address: string): boolean =>
  roles.has(address.slice(0, Math.max(0, address.indexOf('@'))));

/** Each of several addresses in one text, as people type them: `a@example.com; b@example.com`. */
export const eachEmail = (text: string): readonly string[] =>
  text.indexOf('@') === text.lastIndexOf('@') ? [text] : (text.match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? [text]);

/** An e-mail address in lower case, or null when the text is none or a known placeholder. */
export function normaliseEmail(text: string): string | null {
  const address = text
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^.*<([^<>]+)>$/, '$1')
    .toLowerCase();
  const match = /^([^\s@<>(),;:"]+)@([^\s@<>(),;:"]+\.[^\s@.<>(),;:"]{2,})$/u.exec(address);
  const [, local, domain] = match ?? [];
  if (local === undefined || domain === undefined || domain.startsWith('.') || domain.includes('..')) return null;
  if (placeholderLocal.has(local) || placeholderDomain.has(domain)) return null;
  return address;
}
