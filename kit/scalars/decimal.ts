const digitsAfterPoint = (text: string): number => (text.split('.')[1] ?? '').length;

function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

/** A sum as it is written below. */
const canonical = /^(0|[1-9]\d*)(\.\d+)?$/;

/** Exact sum of decimal texts; keeps the longest fraction: `0.10` + `2` is `2.10`. No terms give `0`. */
export function addDecimals(terms: readonly string[]): string {
  const [only] = terms;
  if (only !== undefined && terms.length === 1 && canonical.test(only)) return only;
  const scale = Math.max(0, ...terms.map(digitsAfterPoint));
  const sum = terms.reduce((total, term) => total + scaled(term, scale), 0n);
  if (scale === 0) return sum.toString();
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
