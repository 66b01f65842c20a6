/** ISO 8601 UTC as text that sorts by time, whatever the number of its decimals; microseconds. */
export function sortableInstant(instant: string): string {
  const [whole = '', fraction = ''] = instant.replace(/Z$/, '').split('.');
  return `${whole}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}

/** An instant as the graph writes it: milliseconds, no zero at the end. */
export const graphInstant = (instant: string): string =>
  `${sortableInstant(instant)
    .slice(0, -3)
    .replace(/\.?0*$/, '')}Z`;
