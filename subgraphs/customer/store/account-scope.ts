/** An account as the tables name it. */
export interface AccountName {
  readonly system: string;
  readonly accountId: string;
}

/** Accounts that a statement is about; null means all. */
export type AccountScope = readonly AccountName[] | null;

/** A condition of SQL with its bindings; empty for all accounts. */
export interface ScopeCondition {
  readonly sql: string;
  readonly bindings: readonly string[][];
}

/** `and (alias.system, alias.account_id) in (the scope)`, to be put behind a where. */
export function inScope(alias: string, scope: AccountScope): ScopeCondition {
  if (scope === null) return { sql: '', bindings: [] };
  return {
    sql: ` and (${alias}.system, ${alias}.account_id) in (select * from unnest(?::text[], ?::text[]))`,
    bindings: [scope.map(({ system }) => system), scope.map(({ accountId }) => accountId)],
  };
}
