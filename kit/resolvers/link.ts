import type { Parent } from './set-entry.ts';

/** Rows of one system that belong to a parent. `system` null: whichever system has such rows. */
export interface LinkKey {
  readonly system: string | null;
  readonly key: string;
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

interface Account {
  readonly system: string;
  readonly id: string | number;
}

function isAccount(value: unknown): value is Account {
  return (
    typeof value === 'object' &&
    value !== null &&
    'system' in value &&
    typeof value.system === 'string' &&
    'id' in value &&
    (typeof value.id === 'string' || typeof value.id === 'number')
  );
}

/** Rows of all accounts of a customer; the parent is a representation of `Customer` with its `accounts`. */
export const byAccounts = (column = 'account_id'): Link => ({
  column,
  parentColumns: [],
  equals: null,
  keys: (parent) => {
    const accounts: readonly unknown[] = Array.isArray(parent['accounts']) ? parent['accounts'] : [];
    const known = accounts.every(isAccount) ? accounts : accounts.filter(isAccount);
    return known.map(accountKey);
  },
});

const accountKey = ({ system, id }: Account): LinkKey => ({ system, key: String(id) });

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Rows of the parent's own system whose `column` equals the parent's `parentColumn`. */
export const bySystemKey = (column: string, parentColumn: string = column): Link => ({
  column,
  parentColumns: [parentColumn],
  equals: parentColumn,
  keys: (parent) => {
    const key = textOf(parent[parentColumn]);
    const system = textOf(parent['system']);
    return key === null || system === null ? [] : [{ system, key }];
  },
});

/** Rows of every system whose `column` equals the parent's `parentColumn`: keys that are the same all over the house. */
export const bySharedKey = (column: string, parentColumn: string = column): Link => ({
  column,
  parentColumns: [parentColumn],
  equals: null,
  keys: (parent) => {
    const key = textOf(parent[parentColumn]);
    return key === null ? [] : [{ system: null, key }];
  },
});

/** All rows of the relation: root lists. */
export const everyRow: Link = { column: '', parentColumns: [], equals: null, keys: () => [{ system: null, key: '' }] };
