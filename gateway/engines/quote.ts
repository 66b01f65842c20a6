// Control characters, quotation mark, backslash, and halves of surrogate pairs: what JSON writes with a backslash.
const special = /[\u0000-\u001f"\\\ud800-\udfff]/; // eslint-disable-line no-control-regex

/** A text as JSON. */
export const quote = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`);
