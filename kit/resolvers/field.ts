import type { RequestContext } from '../context.ts';
import { HubError } from '../errors/hub-error.ts';
import type { PromiseOrValue } from '../promise-or-value.ts';
import type { Source } from '../sources/source.ts';
import type { Along } from '../sql/plan.ts';
import type { Parent, Reader, Selection } from './set-entry.ts';

/** One call of a set resolver: all parents of one place in the query. */
export interface SetCall {
  readonly parents: readonly Parent[];
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly selection: Selection;
  /** Sources that serve the subgraph. */
  readonly sources: readonly Source[];
}

/** Results align with `parents`; an Error in a slot is that parent's alone, `null` means absent. */
export type SetResolver = (call: SetCall) => PromiseOrValue<readonly unknown[]>;

/** A value that a parent row already holds: no statement. */
export interface LeafField {
  readonly kind: 'leaf';
  /** Columns of the parent's relation that `read` looks at. */
  readonly columns: readonly string[];
  readonly read: Reader;
}

/** A value that costs a statement, for all parents at once. */
export interface SetField {
  readonly kind: 'set';
  /** Columns of the parent's relation that `resolve` looks at. */
  readonly columns: readonly string[];
  readonly resolve: SetResolver;
  /** What may come along with the rows of the parents, given what is selected of it: then they hold it already. */
  readonly along: ((selection: Selection) => Along) | null;
}

export type Field = LeafField | SetField;

export function column(name: string): LeafField {
  const read = (parent: Parent): unknown => parent[name] ?? null;
  return { kind: 'leaf', columns: [name], read: Object.assign(read, { property: name }) };
}

/** A field computed from columns of its row. */
export function computed(columns: readonly string[], read: (parent: Parent) => unknown): LeafField {
  return { kind: 'leaf', columns, read };
}

/** `Money` from an amount and a currency column; null without an amount. */
export function money(amount: string, currency: string): LeafField {
  return computed([amount, currency], (parent) => {
    const value = parent[amount] ?? null;
    if (value === null) return null;
    const code = parent[currency] ?? null;
    if (code === null) {
      const detail = typeof parent['system'] === 'string' ? { system: parent['system'] } : {};
      throw new HubError('LEGACY_DATA_INVALID', `An amount (${amount}) has no currency (${currency}).`, detail);
    }
    return { amount: value, currency: code };
  });
}

/** The account of a row, from which `customer` leads back to the customer. */
export function account(accountColumn = 'account_id'): LeafField {
  return computed([accountColumn], (parent) => ({
    __typename: 'SourceAccount',
    system: parent['system'],
    id: parent[accountColumn],
  }));
}

/** A reference to an entity that another subgraph owns; null when the column is null. */
export function reference(typeName: string, field: string, from: string): LeafField {
  return computed([from], (parent) => {
    const value = parent[from] ?? null;
    return value === null ? null : { __typename: typeName, [field]: value };
  });
}

/** A set resolver of your own; `columns` of the parent row are fetched for it. */
export function set(resolve: SetResolver, columns: readonly string[] = [], along: SetField['along'] = null): SetField {
  return { kind: 'set', columns, resolve, along };
}
