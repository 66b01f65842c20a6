import type { PairReport } from './evaluate.ts';

/** Letters of bar for the heaviest line. */
const widest = 24;

/** `+7.25`, `-0.10`; never `-0.00`. */
const signed = (weight: number): string => {
  const text = weight.toFixed(2).replace(/^-(0\.00)$/, '$1');
  return (text.startsWith('-') ? text : `+${text}`).padStart(7);
};

/**
 * The explanation as lines for people: prior, each comparison that tells something, sum, veto, probability. Bars have the
 * length of the weight. Comparisons without values are named in one line at the end. Shows levels, never values.
 */
export function waterfall({ prior, evidence, weight, veto, probability }: PairReport): string {
  const told = evidence.filter(({ level }) => level !== null);
  const silent = evidence.filter(({ level }) => level === null).map(({ comparison }) => comparison);
  const rows = [
    { label: 'before any evidence', bits: prior },
    ...told.map((one) => ({ label: `${one.comparison}: ${one.level ?? ''}`, bits: one.weight })),
  ];
  const heaviest = Math.max(1, ...rows.map(({ bits }) => Math.abs(bits)));
  const label = Math.max(...rows.map((row) => row.label.length), 'sum'.length);
  const lines = rows.map(({ label: text, bits }) => {
    const bar = (bits < 0 ? '-' : '+').repeat(Math.round((Math.abs(bits) / heaviest) * widest));
    return `${text.padEnd(label)}  ${signed(bits)}  ${bar}`.trimEnd();
  });
  lines.push(`${'sum'.padEnd(label)}  ${signed(weight)}  bits`);
  if (veto)
    lines.push(
      veto.atMost === null
        ? `never one: ${veto.reason}`
        : `counts as ${veto.atMost.toFixed(2)} at most: ${veto.reason}`,
    );
  lines.push(`chance that they are one: ${percent(probability)}`);
  if (silent.length > 0) lines.push(`nothing to compare: ${silent.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/** Never 100 % or 0 %: the model knows no certainty. */
function percent(share: number): string {
  const value = share * 100;
  if (value > 99.9) return 'more than 99.9 %';
  return value < 0.1 ? 'less than 0.1 %' : `${value.toFixed(1)} %`;
}
