import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import { accountKey } from '../identity/account.ts';
import { constraintsOf, type Constraints, type DecisionKind } from '../identity/constraints.ts';
import { inScope, type AccountName, type AccountScope } from '../store/account-scope.ts';

interface DecisionRow {
  readonly kind: DecisionKind;
  readonly parts: readonly (readonly AccountName[])[];
}

/**
 * What the decisions that nobody took back demand: of all, or of those that name an account of the scope. Accounts need not
 * be known: a decision is made of names, and holds again when they come back.
 */
export async function readConstraints(trx: Knex.Transaction, scope: AccountScope = null): Promise<Constraints> {
  const touched = inScope('t', scope);
  const only =
    scope === null ? '' : `and d.decision_id in (select decision_id from decision_account t where true${touched.sql})`;
  const { rows } = await prepared<DecisionRow>(
    trx,
    `select d.kind, json_agg(p.accounts order by p.part) as parts
     from decision d cross join lateral (
       select part,
         json_agg(json_build_object('system', system, 'accountId', account_id) order by system, account_id) as accounts
       from decision_account a where a.decision_id = d.decision_id group by part) p
     where d.undone_at is null ${only}
     group by d.decision_id, d.kind, d.sequence order by d.sequence desc`,
    touched.bindings,
  );
  return constraintsOf(rows.map(({ kind, parts }) => ({ kind, parts: parts.map((part) => part.map(accountKey)) })));
}
