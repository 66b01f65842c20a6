const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const says = (value: string): boolean =>
  value.length >= 5 && /\d/.test(value) && !/^(.)\1*$/u.test(value) && !/^0+[1-9]?$/.test(value);

/**
 * A tax or registration number without punctuation and without the country before it (`DE 123 456 789` = `123456789`),
 * or null when it says nothing.
 */
export function normaliseTaxNumber(text: string, country: string | null): string | null {
  // Swiss numbers say behind them that they are of a tax
  const value = clean(text).replace(/(?<=\d)(MWST|TVA|IVA|VAT)$/, '');
  const home = country?.toUpperCase() ?? null;
  const prefix = /^([A-Z]{2})(?=[A-Z]?\d)/.exec(value)?.[1];
  // Greece writes EL before its numbers.
  const own = prefix !== undefined && (home === null || prefix === home || (prefix === 'EL' && home === 'GR'));
  const bare = own ? value.slice(2) : value;
  return says(bare) ? bare : null;
}

/** Number of an identity document without punctuation, or null when it says nothing. */
export function normaliseNationalId(text: string): string | null {
  const value = clean(text);
  return says(value) ? value : null;
}
