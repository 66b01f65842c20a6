/** How many rows there are of each value, as texts, like `select v, count(*)` answers; null is counted under 'null'. */
export function countsBy<T>(rows: readonly T[], value: (row: T) => string | null): Record<string, string> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = value(row) ?? 'null';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([key, n]) => [key, String(n)]));
}

/** A datetime of MariaDB in UTC (`2024-12-31 18:00:00`) as the hub writes it. */
export const utc = (value: string | null | undefined): string | null =>
  value == null ? null : `${value.replace(' ', 'T')}Z`;

/** `1.500` -> `1.5`: the same amount has one text. */
export function exact(decimal: string | null | undefined): string | null {
  if (decimal == null) return null;
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Exact sum of amounts with up to eight decimals. */
export function sumOf(amounts: readonly (string | null)[]): string {
  const scale = 8;
  let total = 0n;
  for (const amount of amounts) {
    const [whole = '0', fraction = ''] = (amount ?? '0').split('.');
    const digits = BigInt(whole.replace('-', '') + fraction.padEnd(scale, '0'));
    total += whole.startsWith('-') ? -digits : digits;
  }
  const text = String(total < 0n ? -total : total).padStart(scale + 1, '0');
  return exact(`${total < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`) ?? '0';
}
