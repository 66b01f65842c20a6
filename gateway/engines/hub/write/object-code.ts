import { codeOf } from '../../../../kit/code-of.ts';
import { Written } from '../../json-bytes.ts';
import { mostFields, name } from '../code.ts';
import { isData } from '../data.ts';
import type { Field } from './compile-writer.ts';
import type { Write } from './leaf.ts';

/** Writes an object as `objectWriter` does, by code that was made for its fields; null when none can be made. */
export function objectCode(fields: readonly Field[]): Write | null {
  if (fields.length > mostFields) return null;
  const lines: string[] = [];
  let before = '{';
  for (const [at, { label, key, needed }] of fields.entries()) {
    lines.push(`out.ascii(${name(before + label)});`);
    const otherwise = needed ? '{ out.backTo(length); return false; }' : "out.ascii('null');";
    lines.push(`if (!in${String(at)}(value[${name(key)}], out)) ${otherwise}`);
    before = '';
  }
  const code = `(isData, Written) => (value, out) => {
    if (value instanceof Written) return value.writeTo(out);
    if (!isData(value)) return false;
    const { length } = out;
    ${lines.join('\n')}
    out.ascii('${before}}');
    return true;
  }`;
  const made = codeOf<(data: typeof isData, written: typeof Written) => Write>(
    code,
    fields.map(({ write }) => write),
  );
  return made && made(isData, Written);
}
