import { quantile, type Outcome, type Shot } from './load.ts';

/** One outage, in milliseconds since the load began; `until` is when the calm after it ended. */
export interface Outage {
  readonly kind: string;
  readonly target: string;
  readonly fault: string;
  readonly touches: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

/** All outages of one kind together. */
export interface Row {
  readonly fault: string;
  readonly times: number;
  /** Parts that the outage must not touch, and how many of them were right. */
  readonly healthy: number;
  readonly healthyRight: number;
  /** Parts that it may touch: right, null with a code, and neither. */
  readonly right: number;
  readonly nulls: number;
  readonly wrong: number;
  /** All requests that began during the outage, ms. */
  readonly p99: number;
  /** Requests for other systems alone, during the outage and in quiet times, ms. */
  readonly othersP99: number;
  readonly quietP99: number;
  /** Milliseconds from the end of the outage to the beginning of the last request that still suffered; the worst. */
  readonly recovery: number;
  /** Codes of parts that were not right although the outage must not touch them, with their numbers. */
  readonly healthyCodes: Readonly<Record<string, number>>;
}

export interface Goals {
  readonly healthyShare: number;
  readonly p99: number;
  readonly recovery: number;
  readonly othersRatio: number;
}

/** Milliseconds after an outage that count neither as outage nor as quiet. */
const settling = 5_000;

export function judge(shots: readonly Shot[], outages: readonly Outage[]): Row[] {
  const isQuiet = ({ at }: Shot): boolean => outages.every(({ from, to }) => at < from - 1_000 || at > to + settling);
  const quiet = shots.filter(isQuiet);
  const kinds = [...new Set(outages.map(kindOf))].sort();
  return kinds.map((kind) => {
    const mine = outages.filter((outage) => kindOf(outage) === kind);
    return rowOf(kind, mine, shots, quiet);
  });
}

const kindOf = ({ kind, fault }: Outage): string => `${kind} ${fault}`;

function rowOf(fault: string, outages: readonly Outage[], shots: readonly Shot[], quiet: readonly Shot[]): Row {
  const [healthy, touched]: [Outcome[], Outcome[]] = [[], []];
  const [all, others, othersQuiet]: [number[], number[], number[]] = [[], [], []];
  const recoveries: number[] = [];
  for (const { from, to, until, touches } of outages) {
    const isTouched = ({ subgraph }: Outcome): boolean => touches.includes(subgraph);
    const isApart = ({ outcomes }: Shot): boolean => !outcomes.some(isTouched);
    const during = shots.filter(({ at }) => at >= from && at < to);
    for (const shot of during) {
      all.push(shot.ms);
      if (isApart(shot)) others.push(shot.ms);
      for (const outcome of shot.outcomes) (isTouched(outcome) ? touched : healthy).push(outcome);
    }
    for (const shot of quiet) if (isApart(shot)) othersQuiet.push(shot.ms);
    // What was still under way when the next outage began may have fallen to that one.
    const after = shots.filter(({ at, ms }) => at >= to && at + ms < until);
    const suffering = after.filter(({ outcomes }) => outcomes.some(({ result }) => result !== 'right'));
    recoveries.push(Math.max(0, ...suffering.map(({ at }) => at - to)));
    // What is wrong after an outage is as wrong as during it; what is null then is a late recovery.
    for (const { outcomes } of suffering) touched.push(...outcomes.filter(({ result }) => result === 'wrong'));
  }
  const count = (outcomes: readonly Outcome[], result: Outcome['result']): number =>
    outcomes.filter((outcome) => outcome.result === result).length;
  return {
    fault,
    times: outages.length,
    healthy: healthy.length,
    healthyRight: count(healthy, 'right'),
    right: count(touched, 'right'),
    nulls: count(touched, 'null'),
    wrong: count(touched, 'wrong') + count(healthy, 'wrong'),
    p99: quantile(all, 0.99),
    othersP99: quantile(others, 0.99),
    quietP99: quantile(othersQuiet, 0.99),
    recovery: Math.max(0, ...recoveries),
    healthyCodes: codesOf(healthy.filter(({ result }) => result !== 'right')),
  };
}

function codesOf(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of outcomes) counts[code ?? 'none'] = (counts[code ?? 'none'] ?? 0) + 1;
  return counts;
}

/** What a row misses, in words; empty when it meets every goal. */
export function shortfalls(row: Row, goals: Goals): string[] {
  const misses: [boolean, string][] = [
    [row.healthy === 0, 'no healthy part was asked for'],
    [row.healthyRight < goals.healthyShare * row.healthy, 'healthy parts'],
    [row.wrong > 0, 'wrong answers'],
    [row.p99 > goals.p99, 'p99'],
    [row.recovery > goals.recovery, 'recovery'],
    [row.othersP99 > goals.othersRatio * row.quietP99, 'p99 of others'],
  ];
  return misses.flatMap(([isMissed, what]) => (isMissed ? [what] : []));
}

export function renderRows(rows: readonly Row[], goals: Goals): string {
  const head = [
    'fault',
    'times',
    'healthy right',
    'touched right/null',
    'wrong',
    'p99',
    'others p99/quiet',
    'recovery',
    '',
  ];
  const lines = rows.map((row) => [
    row.fault,
    String(row.times),
    `${row.healthyRight}/${row.healthy}`,
    `${row.right}/${row.nulls}`,
    String(row.wrong),
    `${Math.round(row.p99)} ms`,
    `${row.othersP99.toFixed(1)}/${row.quietP99.toFixed(1)} ms`,
    `${(row.recovery / 1_000).toFixed(1)} s`,
    shortfalls(row, goals).join(', ') || 'ok',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
