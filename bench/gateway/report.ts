import { largeAtATime, type BesideFigures } from './beside.ts';
import { timesFloor, type Figures, type TimesFloor } from './figures.ts';
import { memoryLimit, type Block, type Goal } from './goals.ts';
import type { MemoryFigures } from './memory.ts';
import { table, times, type Column } from './table.ts';

interface Line {
  readonly name: string;
  readonly figures: Figures;
  readonly floor: TimesFloor | undefined;
}

const decimals = (value: number, count: number): string => value.toFixed(count);

const blockColumns: readonly Column<Line>[] = [
  { title: '', cell: ({ name }) => name },
  { title: 'CPU ms', cell: ({ figures }) => decimals(figures.cpuMs, 3) },
  { title: 'floor', cell: ({ floor }) => times(floor?.cpuMs) },
  { title: 'req/s', cell: ({ figures }) => decimals(figures.perSecond, figures.perSecond < 100 ? 1 : 0) },
  { title: 'floor', cell: ({ floor }) => times(floor?.perSecond) },
  { title: 'p50 ms', cell: ({ figures }) => decimals(figures.p50Ms, 1) },
  { title: 'floor', cell: ({ floor }) => times(floor?.p50Ms) },
  { title: 'p99 ms', cell: ({ figures }) => decimals(figures.p99Ms, 1) },
  { title: 'floor', cell: ({ floor }) => times(floor?.p99Ms) },
  { title: 'peak MiB', cell: ({ figures }) => decimals(figures.peakMiB, 0) },
];

/** The contestants of one query and concurrency, a line each, and who turned clients away. */
export function blockLines({ query, concurrency, figures }: Block): string[] {
  const { floor } = figures;
  const lines = Object.entries(figures).map(([name, own]) => ({
    name,
    figures: own,
    floor: floor && timesFloor(own, floor),
  }));
  const turnedAway = lines
    .filter((line) => line.figures.turnedAway > 0)
    .map(
      ({ name, figures: { requests, turnedAway: count } }) =>
        `  ${name} told ${String(count)} of ${String(requests + count)} requests to come again (429, 503)`,
    );
  return [`${query}, ${String(concurrency)} at a time`, ...table(blockColumns, lines), ...turnedAway, ''];
}

/** Who asks for little while others ask for much, a line for each contestant. */
export function besideLines(beside: Readonly<Record<string, BesideFigures>>): string[] {
  const { floor } = beside;
  const columns: Column<[string, BesideFigures]>[] = [
    { title: '', cell: ([name]) => name },
    { title: 'p50 ms', cell: ([, { tiny }]) => decimals(tiny.p50Ms, 1) },
    { title: 'floor', cell: ([, { tiny }]) => times(floor && tiny.p50Ms / floor.tiny.p50Ms) },
    { title: 'p99 ms', cell: ([, { tiny }]) => decimals(tiny.p99Ms, 1) },
    { title: 'floor', cell: ([, { tiny }]) => times(floor && tiny.p99Ms / floor.tiny.p99Ms) },
    { title: 'pages/s', cell: ([, { large }]) => decimals(large.perSecond, large.perSecond < 100 ? 1 : 0) },
  ];
  const title = `tiny, one at a time, beside ${String(largeAtATime)} pages of 1,000 at a time`;
  return [title, ...table(columns, Object.entries(beside)), ''];
}

export type Memory = Readonly<Record<string, MemoryFigures>>;

export function memoryLines(memory: Memory): string[] {
  const { floor } = memory;
  const columns: Column<[string, MemoryFigures]>[] = [
    { title: '', cell: ([name]) => name },
    { title: 'quiet MiB', cell: ([, { quietMiB }]) => decimals(quietMiB, 0) },
    { title: 'peak MiB', cell: ([, { peakMiB }]) => decimals(peakMiB, 0) },
    { title: 'floor', cell: ([, { peakMiB }]) => times(floor && peakMiB / floor.peakMiB) },
    { title: 'more MiB', cell: ([, { quietMiB, peakMiB }]) => decimals(peakMiB - quietMiB, 0) },
    {
      title: 'floor',
      cell: ([, { quietMiB, peakMiB }]) => times(floor && (peakMiB - quietMiB) / (floor.peakMiB - floor.quietMiB)),
    },
  ];
  return ['memory, eight pages of 1,000 at a time, in fresh processes', ...table(columns, Object.entries(memory)), ''];
}

export function memoryGoals({ floor, hub }: Memory): Goal[] {
  if (!floor || !hub) return [];
  const found = hub.peakMiB / floor.peakMiB;
  return [
    {
      what: 'eight pages of 1,000: peak memory of hub by floor, at most',
      limit: memoryLimit,
      found,
      reached: found <= memoryLimit,
    },
  ];
}

export function goalLines(goals: readonly Goal[]): string[] {
  if (goals.length === 0) return [];
  const columns: Column<Goal>[] = [
    { title: 'goal', cell: ({ what }) => what },
    { title: '', cell: ({ limit }) => times(limit) },
    { title: 'found', cell: ({ found }) => times(found) },
    { title: '', cell: ({ reached }) => (reached ? 'reached' : 'MISSED') },
  ];
  return table(columns, goals);
}
