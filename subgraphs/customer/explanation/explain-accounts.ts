import type { PairReport } from '../../../kit/subgraph/evaluate.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type {
  ExplainedAccount,
  ExplainOptions,
  ExplainReport,
  SharedBlock,
  StandingDecisionReport,
  TieReport,
} from '../../../kit/subgraph/explain.ts';
import { accountKey } from '../identity/account.ts';
import { countedWeight } from '../identity/explain/explain.ts';
import { isOrganization, recordOf } from '../identity/record.ts';
import { rulesFor, type KindRules, type Rules } from '../identity/rules/rules.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';
import { explainRecords, readKept, weighCustomers, type Pair, type TwoCustomers } from './explain-pairs.ts';
import { expectSynced, findAccounts } from './find-accounts.ts';
import { readRecords, type KnownAccount } from './read-records.ts';
import { readTies } from './read-ties.ts';
import { sharedBlocks } from './shared-blocks.ts';
import { chainBetween, strongestTree, type Tie } from './tree.ts';

interface Chosen {
  readonly a: KnownAccount;
  readonly b: KnownAccount;
  readonly explanation: PairReport | null;
}

/** Of all pairs that the two texts stand for, the one that speaks most for being one. */
async function choose(ask: Ask, rules: Rules, { a, b }: ExplainOptions): Promise<Chosen> {
  const [left, right] = [await findAccounts(ask, a), await findAccounts(ask, b)];
  const known = await readRecords(ask, [...left, ...right]);
  const pairs = left.flatMap((x) => right.flatMap((y): Pair[] => (accountKey(x) === accountKey(y) ? [] : [[x, y]])));
  const explained = await explainRecords(ask, rules, await readKept(ask, rules), known, pairs);
  let best: Chosen | null = null;
  let heaviest = -Infinity;
  for (const [at, [x, y]] of pairs.entries()) {
    const [one, other] = [known.get(accountKey(x)), known.get(accountKey(y))];
    const explanation = explained[at] ?? null;
    const weight = explanation ? countedWeight(explanation) : -Infinity;
    if (!one || !other || (best !== null && weight <= heaviest)) continue;
    best = { a: one, b: other, explanation };
    heaviest = weight;
  }
  if (!best) throw new HubError('BAD_USER_INPUT', 'Expected two accounts or two customers, found the same one twice.');
  return best;
}

/** What speaks for two customers being one; null when that can't be said. */
async function weighTogether(ask: Ask, rules: Rules, a: string, b: string): Promise<TwoCustomers | null> {
  const [left, right] = [await findAccounts(ask, a), await findAccounts(ask, b)];
  return weighCustomers(ask, rules, left, right);
}

const customersReport = ({ mean, veto }: TwoCustomers, needed: number): ExplainReport['customers'] => ({
  mean: mean === -Infinity ? null : mean,
  needed,
  veto: veto?.reason ?? null,
});

/** Decisions that stand and name an account of either customer; of one customer, two of its accounts. One statement. */
async function decisionsBetween(
  ask: Ask,
  a: string,
  b: string,
  showValues: boolean,
): Promise<StandingDecisionReport[]> {
  const words = showValues ? `, 'by', d.decided_by, 'reason', d.reason` : '';
  return ask<StandingDecisionReport>(
    `select json_build_object('id', d.decision_id, 'kind', d.kind, 'decidedAt',
       to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')${words})::text as row
     from decision d where d.undone_at is null and exists (
       select from decision_account x join customer_account p using (system, account_id)
       join decision_account y on y.decision_id = x.decision_id
       join customer_account q on q.system = y.system and q.account_id = y.account_id
       where x.decision_id = d.decision_id and p.customer_id = ? and q.customer_id = ?
         and (x.system, x.account_id) <> (y.system, y.account_id))
     order by d.sequence desc`,
    [a, b],
  );
}

interface Judged extends Chosen {
  readonly chain: readonly Tie[];
  readonly decisions: readonly StandingDecisionReport[];
  readonly blocks: readonly SharedBlock[];
  readonly isCandidate: boolean;
  readonly cluster: KindRules['cluster'];
}

function reasonOf({ a, b, explanation, chain, decisions, isCandidate, cluster }: Judged): ExplainReport['reason'] {
  if (a.customerId === b.customerId) {
    if (chain.some(({ decisionId }) => decisionId !== null)) return 'DECISION';
    return chain.length === 1 ? 'DIRECT' : 'CHAIN';
  }
  if (decisions.some(({ kind }) => kind === 'DIFFERENT' || kind === 'SPLIT')) return 'DECIDED_APART';
  if (isOrganization(recordOf(a)) !== isOrganization(recordOf(b))) return 'OTHER_KIND';
  if (!explanation) return 'NOTHING_LEARNED';
  if (countedWeight(explanation) < cluster.pair) return explanation.weight >= cluster.pair ? 'VETO' : 'WEIGHT';
  return isCandidate ? 'CLUSTER' : 'NOT_COMPARED';
}

const namesOf = (a: AccountName, b: AccountName): string => [a, b].map(accountKey).sort().join('\u0000');

/** The tie between the two where that is enough by itself, else the ties that lead from one to the other. */
function chainOf(ties: readonly Tie[], a: AccountName, b: AccountName, needed: number): readonly Tie[] {
  const direct = ties.filter((tie) => namesOf(tie.a, tie.b) === namesOf(a, b));
  const enough = direct.find((tie) => tie.decisionId !== null) ?? direct.find((tie) => (tie.weight ?? 0) >= needed);
  return enough ? [enough] : (chainBetween(strongestTree(ties), a, b) ?? []);
}

const accountReport = ({ system, accountId }: AccountName) => ({ system, id: accountId });

const tieReport = ({ a, b, weight, decisionId }: Tie): TieReport => ({
  a: accountReport(a),
  b: accountReport(b),
  weight,
  decision: decisionId,
});

function accountOf(account: KnownAccount, showValues: boolean): ExplainedAccount {
  const values = Object.entries(recordOf(account).values).filter(([, list]) => list.length > 0);
  return {
    ...accountReport(account),
    customer: account.customerId,
    ...(showValues && { values: Object.fromEntries(values) }),
  };
}

/**
 * Why two accounts are one customer, or are not. Throws BAD_USER_INPUT for what the hub does not know, and for a hub that was
 * never synced.
 */
export async function explainAccounts(ask: Ask, rules: Rules, options: ExplainOptions): Promise<ExplainReport> {
  await expectSynced(ask);
  const { a, b, explanation } = await choose(ask, rules, options);
  const showValues = options.showValues ?? false;
  const isOneCustomer = a.customerId === b.customerId;
  const ties = isOneCustomer ? ((await readTies(ask, [a.customerId])).get(a.customerId) ?? []) : [];
  const decisions = await decisionsBetween(ask, a.customerId, b.customerId, showValues);
  const blocks = await sharedBlocks(ask, rules, recordOf(a), recordOf(b));
  const isCandidate = blocks.some(({ accounts, most }) => accounts <= most);
  const { cluster } = rulesFor(rules, a.kind);
  const chain = chainOf(ties, a, b, cluster.pair);
  const together = isOneCustomer || !explanation ? null : await weighTogether(ask, rules, a.customerId, b.customerId);
  return {
    accounts: [accountOf(a, showValues), accountOf(b, showValues)],
    isOneCustomer,
    reason: reasonOf({ a, b, explanation, chain, decisions, blocks, isCandidate, cluster }),
    explanation,
    needed: cluster.pair,
    chain: chain.map(tieReport),
    isCandidate,
    blocks,
    customers: together && customersReport(together, cluster.mean),
    decisions,
  };
}
