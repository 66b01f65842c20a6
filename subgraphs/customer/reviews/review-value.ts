/**
 * SQL for what the answer to a doubt is worth: how uncertain it is, in bits, times the pairs of accounts that the answer
 * joins or parts. The uncertainty is Shannon's entropy of the probability p = 1 / (1 + 2^-w) that the pair is one: 1 bit
 * where yes and no are as likely (w = 0), 0.11 at 64 to 1 (w = 6). With q = 2^-|w| it is log2(1 + q) + |w| q / (1 + q).
 * Evidence that contradicts itself is as uncertain as can be.
 */
export function reviewValue(sql: { weight: string; isContradicted: string; pairs: string }): string {
  // beyond 60 bits there is no doubt left, and a database refuses numbers that small
  const bits = `least(abs(${sql.weight}), 60)`;
  const q = `power(2, -${bits})`;
  const entropy = `(ln(1 + ${q}) / ln(2) + ${bits} * ${q} / (1 + ${q}))`;
  return `(case when ${sql.isContradicted} then 1 else ${entropy} end) * (${sql.pairs})`;
}
