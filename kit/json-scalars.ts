/** Texts and numbers as JSON.stringify writes them, which costs more to call than most of them to write. */

const plain = /^[\w.:+-]*$/;

/** A text, as a rule a name or a time. */
export const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

export const numeral = (value: number): string => (Number.isFinite(value) ? String(value) : 'null');
