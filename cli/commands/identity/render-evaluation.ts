import type {
  EvaluatedRecord,
  EvaluationReport,
  EvaluationScores,
  MistakeReport,
} from '../../../kit/subgraph/evaluate.ts';
import { waterfall } from '../../../kit/subgraph/waterfall.ts';
import { table } from '../../io.ts';

const share = (value: number): string => value.toFixed(4);
const whole = (n: number): string => n.toLocaleString('en-US');

/** The figures as one table, then the worst mistakes with their evidence. */
export function renderEvaluation(report: EvaluationReport): string {
  const { dataset, records, entities, truePairs, without, blocking, seconds, peakMemoryMiB, mistakes } = report;
  const left = without.length === 0 ? '' : `, without ${without.join(', ')}`;
  const scores = (name: string, of: EvaluationScores): string[] => [
    name,
    share(of.precision),
    share(of.recall),
    share(of.f1),
  ];
  const figures = table([
    ['', 'precision', 'recall', 'F1'],
    scores('pairs', report.pairs),
    scores('B-cubed', report.bcubed),
    ['blocking', '', share(blocking.recall), ''],
  ]);
  const cost = [
    `${blocking.pairsPerRecord.toFixed(1)} pairs compared per record`,
    `${seconds.toFixed(1)} s`,
    `${whole(peakMemoryMiB)} MiB at most`,
  ].join(', ');
  const head = `${dataset}${left}: ${whole(records)} records, ${whole(entities)} entities, ${whole(truePairs)} true pairs\n`;
  const worst = mistakes.map((mistake, at) => `\n${String(at + 1)}. ${renderMistake(mistake)}`).join('');
  return `${head}\n${figures}\n${cost}\n${worst === '' ? '' : `\nWorst mistakes\n${worst}`}`;
}

const causes: Readonly<Record<MistakeReport['cause'], string>> = {
  EVIDENCE: 'the evidence for this pair was enough',
  CLUSTER: 'the clusters around the pair decided, not the pair',
  NOT_COMPARED: 'the two were never compared: no block has both',
  VETO: 'a veto stood against it',
  WEIGHT: 'the evidence was not enough',
  OTHER_KIND: 'a person and an organisation are never compared',
};

function renderMistake({ kind, pairs, parts, between: [a, b], cause, explanation }: MistakeReport): string {
  const what =
    kind === 'OVER_MERGED'
      ? `One cluster of several entities (${parts.join(' + ')} records): ${whole(pairs)} wrong pairs`
      : `One entity in several clusters (${parts.join(' + ')} records): ${whole(pairs)} lost pairs`;
  const lines = [`${what}.`, `   ${name(a)} and ${name(b)}: ${causes[cause]}.`];
  if (explanation) lines.push(waterfall(explanation).trimEnd().replaceAll(/^/gm, '     '));
  for (const record of [a, b]) if (record.values) lines.push(`   ${name(record)}: ${JSON.stringify(record.values)}`);
  return `${lines.join('\n')}\n`;
}

const name = ({ system, id }: EvaluatedRecord): string => `${system} ${id}`;
