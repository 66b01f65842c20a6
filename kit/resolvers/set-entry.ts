import type { RequestContext } from '../context.ts';
import type { PromiseOrValue } from '../promise-or-value.ts';

/** A parent as a set resolver sees it: a fetched row, an entity representation, or null for the root. */
export type Parent = Readonly<Record<string, unknown>>;

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
   * Reads a field that a parent already holds, at once and for one parent: a property, or something computed from it; it
   * may throw. Null for a field that is to be resolved for all parents together.
   */
  reader(typeName: string, field: string): ((parent: Parent) => unknown) | null;
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
