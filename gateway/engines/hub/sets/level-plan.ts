import type { GraphQLOutputType } from 'graphql';
import type { Parent, Reader, Selection } from '../../../../kit/resolvers/set-entry.ts';
import type { Written } from '../../json-bytes.ts';
import type { Data } from '../data.ts';
import type { SetRun } from './set-run.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** What is to be resolved on objects of one type at one place of the query. */
export interface LevelPlan {
  readonly typeName: string;
  /** Response keys of `__typename`. */
  readonly names: readonly string[];
  readonly fields: readonly FieldPlan[];
  /** Response keys that other fetches add, if any. */
  readonly later: readonly string[];
  /** Null as long as it is not often run, and where it can't be made. */
  readonly made: () => MadeLevel | null;
}

export interface FieldPlan {
  readonly typeName: string;
  readonly name: string;
  /** In the response. */
  readonly key: string;
  readonly type: GraphQLOutputType;
  /** Null when it is resolved for all parents together. */
  readonly read: Reader | null;
  /** Throws when a value does not fit. */
  readonly args: (variables: Variables) => Readonly<Record<string, unknown>>;
  readonly selection: Selection;
  readonly complete: Complete;
  /** Null where objects are needed. */
  readonly text: Texts | null;
  /** Null for fields without fields. */
  readonly below: LevelPlan | null;
}

/** A level whose objects are made whole, by a literal that was compiled for it. */
export interface MadeLevel {
  /** What a parent holds is completed; what must be resolved is undefined as yet. Throws when anything is amiss. */
  readonly make: (parent: Parent) => Data;
  /** The fields that are then left to do. */
  readonly left: readonly FieldPlan[];
}

/** Objects of one type at one place of the query: what resolvers see, and what becomes of it in the answer. */
export interface Level {
  readonly made: MadeLevel | null;
  parents: Parent[];
  outs: Data[];
  /** Positions of objects that were not made whole, because something is amiss in them. */
  bare: number[] | null;
}

/** Where a value stands while it is completed: one for all values of a field, one after the other. */
export interface Slot {
  readonly run: SetRun;
  owner: Data;
  readonly key: string;
  /** Positions in the lists that are being gone through. */
  readonly at: number[];
  /** Takes the objects that are found, so that their fields are resolved together. Null below fields without fields. */
  readonly below: Level | null;
}

/** Turns what a resolver gave into what stands in the answer; null for what went wrong, which is then among the faults. */
export type Complete = (value: unknown, slot: Slot) => unknown;

/** How a value is written right into its text. */
export interface Texts {
  /** For one run, with however many values; by code that was made for it from the third run on. */
  readonly forRun: () => TextOf;
  /** By code at once, where it can be made. */
  readonly made: () => TextOf;
}

/** JSON of what a resolver gave. Throws when anything of it is amiss: then it is to be completed, which says what. */
export type TextOf = (value: unknown) => Written;
