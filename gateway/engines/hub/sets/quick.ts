import { isLeafType, isListType, isNonNullType, type GraphQLOutputType } from 'graphql';
import type { Data } from '../data.ts';
import type { FieldPlan, LevelPlan, MadeLevel } from './level-plan.ts';

/** Completes a value in which nothing is amiss; throws when anything is: then `Complete` says what. */
export type Quick = (value: unknown) => unknown;

/** How an object below is made; null when something of it is not there at once. */
type MakerOf = (below: LevelPlan) => MadeLevel['make'] | null;

/** Null when something below it is not there at once. */
export function quickOf({ text, type, below }: FieldPlan, makerOf: MakerOf): Quick | null {
  if (text) return isNonNullType(type) ? needed(text.made()) : orNull(text.made());
  return typed(type, () => below && makerOf(below));
}

function typed(type: GraphQLOutputType, maker: () => MadeLevel['make'] | null): Quick | null {
  const inner = nullable(isNonNullType(type) ? type.ofType : type, maker);
  return inner && (isNonNullType(type) ? needed(inner) : orNull(inner));
}

function nullable(type: GraphQLOutputType, maker: () => MadeLevel['make'] | null): Quick | null {
  if (isListType(type)) {
    const one = typed(type.ofType, maker);
    return one && list(one);
  }
  if (isLeafType(type)) return leaf((value) => type.serialize(value));
  const make = maker();
  return make && object(make);
}

export const amiss = new Error('a value that is not as its type says');

const needed =
  (inner: Quick): Quick =>
  (value) => {
    if (value === null || value === undefined) throw amiss;
    return inner(value);
  };

const orNull =
  (inner: Quick): Quick =>
  (value) =>
    value === null || value === undefined ? null : inner(value);

const list =
  (one: Quick): Quick =>
  (value) => {
    if (!Array.isArray(value)) throw amiss;
    const values: readonly unknown[] = value;
    const completed: unknown[] = [];
    for (const item of values) completed.push(one(item));
    return completed;
  };

const leaf =
  (serialize: Quick): Quick =>
  (value) => {
    if (value instanceof Error) throw amiss;
    const serialized = serialize(value);
    if (serialized === null || serialized === undefined) throw amiss;
    return serialized;
  };

const object =
  (make: (parent: Readonly<Record<string, unknown>>) => Data): Quick =>
  (value) => {
    if (value instanceof Error) throw amiss;
    return make(value as Readonly<Record<string, unknown>>);
  };
