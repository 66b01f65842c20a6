import type { PairReport } from '../../../kit/subgraph/evaluate.ts';
import type { SetCall } from '../../../kit/resolvers/field.ts';
import type { Rules } from '../identity/rules/rules.ts';
import { probability } from '../identity/score/model.ts';
import { readStandingDecisions } from '../stewardship/read-decisions.ts';
import type { AccountName } from '../store/account-scope.ts';
import { askFor } from '../store/ask.ts';
import type { HubReader } from '../store/reader.ts';
import { explainedPairs } from './explained-pairs.ts';
import { readTies } from './read-ties.ts';
import { strongestTree, type Tie } from './tree.ts';

/** Types whose objects explanations make whole. */
export const explanationValues = ['CustomerIdentity', 'IdentityTie', 'MatchExplanation', 'MatchEvidence', 'MatchVeto'];

export const accountValue = ({ system, accountId }: AccountName) => ({
  __typename: 'SourceAccount',
  system,
  id: accountId,
});

/** `weight` as chance; null for what nobody weighed. */
export const chanceOf = (weight: number | null): number | null => (weight === null ? null : probability(weight));

type Decision = Readonly<Record<string, unknown>>;

/** Of a customer that is held together by decisions alone, or has one account, nothing can be said. */
function confidenceOf(tree: readonly Tie[]): number | null {
  const weakest = tree.at(-1);
  return weakest?.decisionId === null ? chanceOf(weakest.weight) : null;
}

const tieValue = (tie: Tie, explanation: PairReport | null, decision: Decision | null) => ({
  a: accountValue(tie.a),
  b: accountValue(tie.b),
  weight: tie.weight,
  probability: chanceOf(tie.weight),
  decision,
  explanation,
});

/**
 * How the accounts of each customer hang together. Five statements at most, however many customers: ties, decisions,
 * and three for explanations, each where it is selected.
 */
export async function customerIdentities(
  reader: HubReader,
  rules: Rules,
  { parents, context, selection }: SetCall,
): Promise<readonly unknown[]> {
  const ask = askFor(reader, context);
  const ids = parents.map((parent) => String(parent['id']));
  const ofTies = selection.child('ties');
  const wantsDecisions = selection.has('decisions') || ofTies.has('decision');
  const [ties, standing] = await Promise.all([
    selection.has('ties') || selection.has('confidence') ? readTies(ask, ids) : new Map<string, Tie[]>(),
    wantsDecisions ? readStandingDecisions(reader, ids, context) : new Map<string, Decision[]>(),
  ]);
  const trees = new Map([...ties].map(([id, all]) => [id, strongestTree(all)]));
  const all = [...trees.values()].flat();
  const pairs = all.map(({ a, b }) => [a, b] as const);
  const explained = ofTies.has('explanation') ? await explainedPairs(ask, rules, pairs) : [];
  const explanations = new Map(all.map((tie, at) => [tie, explained[at] ?? null]));
  return ids.map((id) => {
    const tree = trees.get(id) ?? [];
    const decisions = standing.get(id) ?? [];
    return {
      confidence: confidenceOf(tree),
      ties: tree.map((tie) =>
        tieValue(
          tie,
          explanations.get(tie) ?? null,
          decisions.find((decision) => decision['id'] === tie.decisionId) ?? null,
        ),
      ),
      decisions,
    };
  });
}
