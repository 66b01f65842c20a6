/** Texts and numbers as JSON.stringify writes them, which costs more to call than most of them to write. */

const plain = /^[\w.:+-]*$/;

/** A text, as a rule a name or a time. */
export const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

export const numeral = (value: number): string => (Number.isFinite(value) ? String(value) : 'null');

/** A number with one decimal at most: made of whole numbers, whose texts V8 remembers, for a third. */
export function tenths(value: number): string {
  const all = Math.round(value * 10);
  const rest = all % 10;
  return rest === 0 || !Number.isSafeInteger(all) ? numeral(value) : `${String((all - rest) / 10)}.${String(rest)}`;
}
