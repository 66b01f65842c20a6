export type Gender = 'FEMALE' | 'MALE' | 'OTHER' | 'UNKNOWN';

/** What systems write, folded. Numbers mean one thing here and another there, so they say nothing. */
const written: Readonly<Record<Gender, readonly string[]>> = {
  FEMALE: ['f', 'female', 'woman', 'w', 'weiblich', 'frau', 'femme', 'mrs', 'ms', 'miss', '女', '女性', '女士'],
  MALE: ['m', 'male', 'man', 'mann', 'männlich', 'maennlich', 'herr', 'homme', 'mr', '男', '男性', '先生'],
  OTHER: ['d', 'x', 'divers', 'diverse', 'other', 'non-binary', 'nonbinary'],
  UNKNOWN: [],
};

const known = new Map(
  (['FEMALE', 'MALE', 'OTHER'] as const).flatMap((gender) => written[gender].map((text) => [text, gender] as const)),
);

/** UNKNOWN for what can't be read; null when the system says nothing. */
export function readGender(text: string | null): Gender | null {
  const value = text?.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '') ?? '';
  return value === '' ? null : (known.get(value) ?? 'UNKNOWN');
}
