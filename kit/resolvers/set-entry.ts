import type { RequestContext } from '../context.ts';
import type { PromiseOrValue } from '../promise-or-value.ts';

/** A parent as a set resolver sees it: a fetched row, an entity representation, or null for the root. */
export type Parent = Readonly<Record<string, unknown>>;

/** Reads a field that a parent already holds; it may throw. */
export interface Reader {
  (parent: Parent): unknown;
  /** Where the field is a property of the parent as it stands: its name. */
  readonly property?: string;
}

/** What the query selects below a field: response-independent, merged over aliases and fragments. */
export interface Selection {
  has(field: string): boolean;
  /** The selection below a child field; empty when it is not selected. */
  child(field: string): Selection;
  readonly fields: readonly string[];
}

/**
 * The in-process entry: resolves one field for all parents at once. Results align with parents; an Error in a slot
 * concerns that parent alone.
 */
export interface SetEntry {
  /**
   * For a field that a parent already holds: a property, or something computed from it. Null for a field that is to be
   * resolved for all parents together.
   */
  reader(typeName: string, field: string): Reader | null;
  resolve(
    typeName: string,
    field: string,
    parents: readonly Parent[],
    args: Readonly<Record<string, unknown>>,
    context: RequestContext,
    selection: Selection,
  ): PromiseOrValue<readonly unknown[]>;
  /** Representations -> parents (null for unknown), aligned. */
  references(
    typeName: string,
    representations: readonly Parent[],
    context: RequestContext,
    selection: Selection,
  ): PromiseOrValue<readonly (Parent | Error | null)[]>;
}
