import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { codeOf } from '../../../../kit/code-of.ts';
import { fromThirdUse, mostFields, name as quoted } from '../code.ts';
import { isData, type Data } from '../data.ts';
import { merge } from '../run/merge.ts';
import { interfacesOf, isOfType } from './runtime-types.ts';

/** Takes out of an entity what a subgraph needs to find it; null when that is not all there. */
export type Represent = (entity: Data) => Data | null;

/** Asked once for each run. */
export function compileRepresentation(
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): () => Represent {
  const represent = representation(selections, { schema, asCode: false });
  const byCode = fromThirdUse(() => representation(selections, { schema, asCode: true }));
  return () => byCode() ?? represent;
}

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly asCode: boolean;
}

function representation(selections: readonly QueryPlanSelectionNode[], compiling: Compiling): Represent {
  const { schema, asCode } = compiling;
  const [only, ...more] = selections;
  if (only?.kind === 'InlineFragment' && only.typeCondition !== undefined && more.length === 0) {
    const { typeCondition } = only;
    const represent = representation(only.selections, compiling);
    return (entity) => (isOfType(schema, entity, typeCondition, false) ? represent(entity) : null) ?? {};
  }
  const byCode = asCode ? fieldsCode(selections, compiling) : null;
  if (byCode) return byCode;
  const parts = selections.map((selection) => compilePart(selection, compiling));
  return (entity) => {
    const into: Data = {};
    for (const part of parts) if (!part(entity, into)) return null;
    return into;
  };
}

/** Null where there is more than fields. */
function fieldsCode(selections: readonly QueryPlanSelectionNode[], compiling: Compiling): Represent | null {
  if (selections.length > mostFields) return null;
  const given: unknown[] = [];
  const reads: string[] = [];
  const entries: string[] = [];
  for (const [at, selection] of selections.entries()) {
    if (selection.kind !== 'Field') return null;
    const { alias, name, selections: below } = selection;
    const value = `value${String(at)}`;
    reads.push(`const ${value} = entity[${quoted(alias ?? name)}]; if (${value} === undefined) return null;`);
    const taken = below ? `in${String(given.push(valueOf(below, compiling)) - 1)}(${value})` : `${value} ?? null`;
    entries.push(`${quoted(name)}: ${taken}`);
  }
  return codeOf<Represent>(`(entity) => { ${reads.join(' ')} return { ${entries.join(', ')} }; }`, given);
}

/** Adds to `into`; false when something is missing. */
type Part = (entity: Data, into: Data) => boolean;

function compilePart(selection: QueryPlanSelectionNode, compiling: Compiling): Part {
  if (selection.kind === 'Field') return compileField(selection, compiling);
  const { typeCondition, selections } = selection;
  if (typeCondition === undefined) return () => true;
  const { schema } = compiling;
  const represent = representation(selections, compiling);
  const isInterface = interfacesOf(schema);
  return (entity, into) => {
    if (!isOfType(schema, entity, typeCondition, false)) return true;
    const found = represent(entity);
    if (found) merge(into, found, isInterface);
    return true;
  };
}

function compileField({ alias, name, selections }: QueryPlanFieldNode, compiling: Compiling): Part {
  const key = alias ?? name;
  const take = valueOf(selections ?? null, compiling);
  return (entity, into) => {
    const value = entity[key];
    if (value === undefined) return false;
    into[name] = take(value);
    return true;
  };
}

/** `selections`: null for what has no fields. */
function valueOf(
  selections: readonly QueryPlanSelectionNode[] | null,
  compiling: Compiling,
): (value: unknown) => unknown {
  const represent = selections && representation(selections, compiling);
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(take);
    return represent && isData(value) ? represent(value) : (value ?? null);
  };
  return take;
}
