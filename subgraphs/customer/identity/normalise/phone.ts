import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export interface Phone {
  /** E.164 where the text can be read as such, else the text as it was, trimmed. */
  readonly number: string;
  /** Whether `number` is E.164; only then may it say that two accounts are one customer. */
  readonly readable: boolean;
}

/** `1111111`, `0123456`, `1234567890`: typed to get past a form. */
function isPlaceholder(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return true;
  return '01234567890123456789'.includes(digits) || /^0*(\d)\1{5,}$/.test(digits);
}

/**
 * The ten digits of a North American number that holds nothing but digits and punctuation; else null. All of them have ten,
 * whatever the country, so the library, which would find out the country, is not asked.
 */
function northAmerican(written: string, digits: string, home: string | undefined): string | null {
  if (!/^\+?[\d\s().-]+$/.test(written)) return null;
  if (written.startsWith('+')) return /^1[2-9]\d{9}$/.test(digits) ? digits.slice(1) : null;
  return home === 'US' || home === 'CA' ? (/^1?([2-9]\d{9})$/.exec(digits)?.[1] ?? null) : null;
}

/** A phone number, or null when the text holds none. `country` (ISO 3166 alpha-2) is that of the account, if known. */
export function normalisePhone(text: string, country: string | null): Phone | null {
  const raw = text.normalize('NFKC').trim();
  const digits = raw.replace(/\D/g, '');
  if (digits.length < 3 || isPlaceholder(digits)) return null;
  // `+49 (0)30 1234`: the zero in brackets is for callers at home only.
  const written = raw.replace(/\(0\)/, '').replace(/^00(?=[1-9])/, '+');
  const home = country?.toUpperCase();
  const american = northAmerican(written, digits, home);
  if (american !== null)
    return isPlaceholder(american) ? { number: raw, readable: false } : { number: `+1${american}`, readable: true };
  const region = home !== undefined && isSupportedCountry(home) ? home : null;
  // without a country and without a `+` nobody knows where it rings; the library would find that out by an error
  if (region === null && !written.includes('+')) return { number: raw, readable: false };
  const parsed = region === null ? parsePhoneNumberFromString(written) : parsePhoneNumberFromString(written, region);
  if (parsed?.isPossible() && !isPlaceholder(parsed.nationalNumber)) return { number: parsed.number, readable: true };
  return { number: raw, readable: false };
}
