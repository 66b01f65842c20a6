import {
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import { addObject } from './level.ts';
import type { Complete, Slot } from './level-plan.ts';

const known = new WeakMap<GraphQLField<unknown, unknown>, { readonly complete: Complete | null }>();

/** Made once for each field of a schema: it knows nothing of any operation. */
export function completeOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Complete | null {
  const found = known.get(field);
  if (found) return found.complete;
  const complete = compileComplete(field.type, `${parent.name}.${field.name}`);
  known.set(field, { complete });
  return complete;
}

/** `label` like `Order.total`, for messages. Null when the type is abstract: that needs the whole of graphql-js. */
function compileComplete(type: GraphQLOutputType, label: string): Complete | null {
  const inner = compileNullable(isNonNullType(type) ? type.ofType : type, label);
  return inner && (isNonNullType(type) ? nonNull(inner, label) : nullable(inner));
}

function compileNullable(type: GraphQLOutputType, label: string): Complete | null {
  if (isListType(type)) {
    const one = compileComplete(type.ofType, label);
    return one && list(one, label);
  }
  if (isObjectType(type)) return object;
  if (!isLeafType(type)) return null;
  const isText = type.name === 'String' || type.name === 'ID';
  return (value) => (isText && typeof value === 'string' ? value : serialized(type.serialize(value), label));
}

function serialized(value: unknown, label: string): unknown {
  if (value === undefined || value === null) throw new Error(`${label}: the type can't serialise what it got.`);
  return value;
}

function faulty(error: unknown, { run, owner, key, at }: Slot): null {
  run.faults.push({ owner, key, positions: [...at], error });
  return null;
}

const nullable =
  (inner: Complete): Complete =>
  (value, slot) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) return faulty(value, slot);
    try {
      return inner(value, slot);
    } catch (error) {
      return faulty(error, slot);
    }
  };

function nonNull(inner: Complete, label: string): Complete {
  const orNull = nullable(inner);
  return (value, slot) => {
    const before = slot.run.faults.length;
    const completed = orNull(value, slot);
    if (completed !== null) return completed;
    slot.run.isViolated = true;
    if (slot.run.faults.length === before)
      faulty(new Error(`Cannot return null for non-nullable field ${label}.`), slot);
    return null;
  };
}

const list =
  (one: Complete, label: string): Complete =>
  (value, slot) => {
    if (!Array.isArray(value)) throw new Error(`Expected a list, found something else for field ${label}.`);
    const values: readonly unknown[] = value;
    const completed = new Array<unknown>(values.length);
    const depth = slot.at.push(0) - 1;
    for (let i = 0; i < values.length; i++) {
      slot.at[depth] = i;
      completed[i] = one(values[i], slot);
    }
    slot.at.pop();
    return completed;
  };

const object: Complete = (value, { below }) => below && addObject(below, value as Parent);
