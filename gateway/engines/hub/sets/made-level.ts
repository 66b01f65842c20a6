import { getNullableType, isScalarType } from 'graphql';
import { codeOf } from '../../../../kit/code-of.ts';
import { mostFields, name } from '../code.ts';
import type { FieldPlan, LevelPlan, MadeLevel } from './level-plan.ts';
import { quickOf, type Quick } from './quick.ts';

/** Null where it can't be made. */
export function makeLevel(plan: Pick<LevelPlan, 'typeName' | 'names' | 'fields' | 'later'>): MadeLevel | null {
  const { typeName, names, fields, later } = plan;
  if (names.length + fields.length + later.length > mostFields) return null;
  const left: FieldPlan[] = [];
  const given: unknown[] = [];
  const input = (value: unknown): string => `in${String(given.push(value) - 1)}`;
  const entries = names.map((key) => `${name(key)}: ${name(typeName)}`);
  for (const field of fields) {
    const quick = field.read && quickOf(field, makerOf);
    if (!quick) left.push(field);
    entries.push(`${name(field.key)}: ${quick ? expression(field, quick, input) : 'undefined'}`);
  }
  const keys = new Set([...names, ...fields.map(({ key }) => key)]);
  for (const key of later) if (!keys.has(key)) entries.push(`${name(key)}: undefined`);
  // The type is told because V8 shares what it learns between functions of equal text.
  const code = `(parent) => { let value; return /* ${typeName} */ { ${entries.join(', ')} }; }`;
  const make = codeOf<MadeLevel['make']>(code, given);
  return make && { make, left };
}

/** How all of an object is made, where its parent holds all of it. */
function makerOf(plan: LevelPlan): MadeLevel['make'] | null {
  return isWhole(plan) ? (makeLevel(plan)?.make ?? null) : null;
}

const isWhole = ({ fields }: LevelPlan): boolean =>
  fields.every(({ read, text, below }) => read && (text ?? (!below || isWhole(below))));

function expression({ read, type, text }: FieldPlan, quick: Quick, input: (value: unknown) => string): string {
  const value = read?.property === undefined ? `${input(read)}(parent)` : `parent[${name(read.property)}]`;
  const named = getNullableType(type);
  const isText = !text && isScalarType(named) && (named.name === 'String' || named.name === 'ID');
  return isText
    ? `typeof (value = ${value}) === 'string' ? value : ${input(quick)}(value)`
    : `${input(quick)}(${value})`;
}
