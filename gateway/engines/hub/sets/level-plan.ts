import type { GraphQLOutputType } from 'graphql';
import type { Reader, Selection } from '../../../../kit/resolvers/set-entry.ts';
import type { Complete } from './complete.ts';
import type { TextOf } from './compile-text.ts';
import type { MadeLevel } from './made-level.ts';

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
  readonly text: TextOf | null;
  /** Null for fields without fields. */
  readonly below: LevelPlan | null;
}
