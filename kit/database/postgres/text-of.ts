import { createRequire } from 'node:module';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue(value: unknown): string | Buffer | null;
};

/** A value to bind as text, as pg writes it; keys and lists of keys with less ado. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const list = Array.isArray(value) ? listOf(value) : null;
  if (list !== null) return list;
  const prepared = prepareValue(value);
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared;
}

/** What must not stand between quotes as it is. */
const escaped = /["\\]/;

/** Null when there is something else than texts and numbers in it. */
function listOf(values: readonly unknown[]): string | null {
  let text = '{';
  for (const value of values) {
    if (text.length > 1) text += ',';
    if (typeof value === 'number') text += `"${value}"`;
    else if (typeof value === 'string' && !escaped.test(value)) text += `"${value}"`;
    else return null;
  }
  return text + '}';
}
