import { getNullableType, isScalarType } from 'graphql';
import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import type { Data } from '../data.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';
import { quickOf, type Quick } from './quick.ts';

/** A level whose objects are made whole, by a literal that was compiled for it. */
export interface MadeLevel {
  /** What a parent holds is completed; what must be resolved is undefined as yet. Throws when anything is amiss. */
  readonly make: (parent: Parent) => Data;
  /** The fields that are then left to do. */
  readonly left: ReadonlySet<FieldPlan>;
}

/** More fields make a function that V8 does not optimise. */
const mostFields = 100;

/** Null where a process may not compile text (`--disallow-code-generation-from-strings`). */
export function makeLevel(plan: Pick<LevelPlan, 'typeName' | 'names' | 'fields'>): MadeLevel | null {
  const { typeName, names, fields } = plan;
  if (names.length + fields.length > mostFields) return null;
  const left = new Set<FieldPlan>();
  const reads: unknown[] = [];
  const quicks: (Quick | null)[] = [];
  const entries = names.map((key) => `${JSON.stringify(key)}: ${JSON.stringify(typeName)}`);
  for (const [at, field] of fields.entries()) {
    const quick = field.read && quickOf(field);
    if (!quick) left.add(field);
    reads.push(field.read);
    quicks.push(quick);
    entries.push(`${JSON.stringify(field.key)}: ${quick ? expression(field, at) : 'undefined'}`);
  }
  const make = compile(`/* ${typeName} */ { ${entries.join(', ')} }`, fields.length)?.(reads, quicks);
  return make ? { make, left } : null;
}

/** How all of an object is made, where its parent holds all of it. */
export function makerOf(plan: LevelPlan): MadeLevel['make'] | null {
  return isWhole(plan) ? (makeLevel(plan)?.make ?? null) : null;
}

const isWhole = ({ fields }: LevelPlan): boolean =>
  fields.every(({ read, text, below }) => read && (text ?? (!below || isWhole(below))));

function expression({ read, type, text }: FieldPlan, at: number): string {
  const n = String(at);
  const value = read?.property === undefined ? `r${n}(parent)` : `parent[${JSON.stringify(read.property)}]`;
  const named = getNullableType(type);
  const isText = !text && isScalarType(named) && (named.name === 'String' || named.name === 'ID');
  return isText ? `typeof (value = ${value}) === 'string' ? value : q${n}(value)` : `q${n}(${value})`;
}

type Compiled = (reads: readonly unknown[], quicks: readonly (Quick | null)[]) => MadeLevel['make'];

/** All of it is ours but the names, which are quoted (`__proto__` is none of them: plan/settle.ts). */
function compile(literal: string, fields: number): Compiled | null {
  const each = (letter: string): string =>
    Array.from({ length: fields }, (_, at) => `${letter}${String(at)}`).join(', ');
  try {
    return new Function(
      'reads',
      'quicks',
      `const [${each('r')}] = reads, [${each('q')}] = quicks; return (parent) => { let value; return ${literal}; };`,
    ) as Compiled;
  } catch {
    return null;
  }
}
