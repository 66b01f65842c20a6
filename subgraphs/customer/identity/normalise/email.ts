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
