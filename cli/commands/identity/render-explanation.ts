import {
  reasonsForOne,
  reasonsForTwo,
  type AccountReport,
  type ExplainReport,
  type TieReport,
} from '../../../kit/subgraph/explain.ts';
import { waterfall } from '../../../kit/subgraph/waterfall.ts';

const named = ({ system, id }: AccountReport): string => `${system}:${id}`;
const bits = (weight: number): string => `${weight < 0 ? '' : '+'}${weight.toFixed(2)} bits`;

function tieLine({ a, b, weight, decision }: TieReport): string {
  const by = decision === null ? bits(weight ?? 0) : `decision ${decision}`;
  return `  ${named(a)} - ${named(b)}: ${by}`;
}

/** Whether they are one and why, as the first lines say it. */
function verdict({ accounts: [a, b], isOneCustomer, reason, chain }: ExplainReport): string[] {
  const why = { ...reasonsForOne, ...reasonsForTwo }[reason];
  if (isOneCustomer)
    return [`${named(a)} and ${named(b)} are one customer, ${a.customer}: ${why}.`, ...chain.map(tieLine)];
  return [
    `${named(a)} and ${named(b)} are two customers: ${why}.`,
    `  ${named(a)} is of ${a.customer}`,
    `  ${named(b)} is of ${b.customer}`,
  ];
}

function evidence({ explanation, needed, customers }: ExplainReport): string[] {
  if (!explanation) return [];
  const lines = ['', waterfall(explanation).trimEnd(), `it takes ${bits(needed)} to bring two customers together`];
  if (!customers) return lines;
  const mean = customers.mean === null ? 'some pair is never one' : bits(customers.mean);
  const veto = customers.veto === null ? [] : [`what their accounts say together: ${customers.veto}`];
  return [...lines, `mean over all pairs of the two customers: ${mean}; it takes ${bits(customers.needed)}`, ...veto];
}

function compared({ blocks }: ExplainReport): string[] {
  if (blocks.length === 0) return ['', 'No block has both: the hub never compared them by itself.'];
  const lines = blocks.map(
    ({ rule, accounts, most }) =>
      `  ${rule} (${String(accounts)} accounts${accounts > most ? `: too many, at most ${String(most)} are compared` : ''})`,
  );
  return ['', 'Blocks that have both:', ...lines];
}

function decided({ decisions }: ExplainReport): string[] {
  if (decisions.length === 0) return [];
  const lines = decisions.map(({ id, kind, decidedAt, by, reason }) => {
    const words = by === undefined ? '' : ` by ${by}: ${reason ?? '(no reason kept)'}`;
    return `  ${kind} at ${decidedAt}, decision ${id}${words}`;
  });
  return ['', 'Decisions that stand:', ...lines];
}

function values({ accounts }: ExplainReport): string[] {
  const lines = accounts.flatMap((account) =>
    account.values ? [`  ${named(account)}: ${JSON.stringify(account.values)}`] : [],
  );
  return lines.length === 0 ? [] : ['', 'What they say:', ...lines];
}

/** Verdict, evidence, blocks, decisions: levels and weights; values only where the report has them. */
export const renderExplanation = (report: ExplainReport): string =>
  `${[verdict, evidence, compared, decided, values].flatMap((part) => part(report)).join('\n')}\n`;
