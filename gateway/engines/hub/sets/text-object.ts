import { codeOf } from '../../../../kit/code-of.ts';
import type { Parent, Reader } from '../../../../kit/resolvers/set-entry.ts';
import { mostFields, name } from '../code.ts';
import type { Write } from '../write/leaf.ts';
import { amiss } from './quick.ts';

export interface TextField {
  /** `"name":`, with a brace or a comma before it. */
  readonly label: string;
  readonly read: Reader;
  readonly write: Write;
  /** Whether text is written as it is. */
  readonly isText: boolean;
}

interface TextObject {
  readonly typeName: string;
  readonly fields: readonly TextField[];
  /** What stands behind the last field. */
  readonly end: string;
}

/** Throws when anything is amiss in the object. */
export type ObjectWriter = (object: TextObject) => Write;

export const objectWriter: ObjectWriter =
  ({ fields, end }) =>
  (value, out) => {
    if (typeof value !== 'object' || value instanceof Error) throw amiss;
    const parent = value as Parent;
    for (const { label, read, write } of fields) {
      out.ascii(label);
      if (!write(read(parent), out)) out.ascii('null');
    }
    out.ascii(end);
    return true;
  };

/** As `objectWriter`, by code that was made for these fields (decision 35). */
export function objectCode(object: TextObject): Write {
  const { typeName, fields, end } = object;
  const given: unknown[] = [amiss];
  const input = (value: unknown): string => `in${String(given.push(value) - 1)}`;
  const lines = fields.map(({ label, read, write, isText }) => {
    const value = read.property === undefined ? `${input(read)}(parent)` : `parent[${name(read.property)}]`;
    const otherwise = `if (!${input(write)}(value, out)) out.ascii('null');`;
    return `out.ascii(${name(label)}); value = ${value};
      ${isText ? `if (typeof value === 'string') out.string(value); else ` : ''}${otherwise}`;
  });
  const code = `(parent, out) => { // ${typeName}
    if (typeof parent !== 'object' || parent instanceof Error) throw in0;
    let value;
    ${lines.join('\n')}
    out.ascii(${name(end)});
    return true;
  }`;
  return (fields.length <= mostFields ? codeOf<Write>(code, given) : null) ?? objectWriter(object);
}
