import type { Parent } from './set-entry.ts';

/** Rows of one system that belong to a parent, as an account names them. `system` null: whichever system has such rows. */
export interface LinkKey {
  readonly system: string | null;
  readonly id: string;
}

/** How the rows of a child relation belong to their parents. */
export interface Link {
  /** Column of the child relation. */
  readonly column: string;
  /** Columns of the parent's relation that `keys` looks at. */
  readonly parentColumns: readonly string[];
  readonly keys: (parent: Parent) => readonly LinkKey[];
  /** Column of the parent that holds the one key, of its own system; null where it is not as simple as that. */
  readonly equals: string | null;
}

/** An account whose id is text is a key as it stands. */
function isKey(value: unknown): value is LinkKey {
  if (typeof value !== 'object' || value === null) return false;
  const { system, id } = value as Partial<Record<keyof LinkKey, unknown>>;
  return typeof system === 'string' && typeof id === 'string';
}

/** Clients may write an id as a number; what is no account has no key. */
function keysOf(account: unknown): readonly LinkKey[] {
  if (isKey(account)) return [account];
  if (typeof account !== 'object' || account === null) return [];
  const { system, id } = account as Partial<Record<keyof LinkKey, unknown>>;
  return typeof system === 'string' && typeof id === 'number' ? [{ system, id: String(id) }] : [];
}

/** Rows of all accounts of a customer; the parent is a representation of `Customer` with its `accounts`. */
export const byAccounts = (column = 'account_id'): Link => ({
  column,
  parentColumns: [],
  equals: null,
  keys: (parent) => {
    const accounts: readonly unknown[] = Array.isArray(parent['accounts']) ? parent['accounts'] : [];
    return accounts.every(isKey) ? accounts : accounts.flatMap(keysOf);
  },
});

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Rows of the parent's own system whose `column` equals the parent's `parentColumn`. */
export const bySystemKey = (column: string, parentColumn: string = column): Link => ({
  column,
  parentColumns: [parentColumn],
  equals: parentColumn,
  keys: (parent) => {
    const id = textOf(parent[parentColumn]);
    const system = textOf(parent['system']);
    return id === null || system === null ? [] : [{ system, id }];
  },
});

/** Rows of every system whose `column` equals the parent's `parentColumn`: keys that are the same all over the house. */
export const bySharedKey = (column: string, parentColumn: string = column): Link => ({
  column,
  parentColumns: [parentColumn],
  equals: null,
  keys: (parent) => {
    const id = textOf(parent[parentColumn]);
    return id === null ? [] : [{ system: null, id }];
  },
});

/** All rows of the relation: root lists. */
export const everyRow: Link = { column: '', parentColumns: [], equals: null, keys: () => [{ system: null, id: '' }] };
