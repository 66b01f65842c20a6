import type { SourceLedger, SourceReport } from '../../../kit/source-ledger.ts';

/** Lines to keep: what says nothing else was true when it was read. */
export function datedLines(lines: readonly SourceReport[], readAt: number): readonly SourceReport[] {
  const asOf = new Date(readAt).toISOString();
  return lines.map((line) => (line.asOf ? line : { ...line, asOf }));
}

/** Systems whose data was kept: as of when it was read, and nothing was sent to them for it now. */
export function recordKept(ledger: SourceLedger, sources: readonly SourceReport[]): void {
  for (const { system, asOf } of sources) ledger.record(system, 'OK', 0, asOf, 0);
}

export interface StoodIn {
  /** What the systems did just now. */
  readonly lines: readonly SourceReport[];
  /** Nothing is missing: what failed is stood in for. */
  readonly isHealed: boolean;
  /** The systems of what stands in. */
  readonly stale: readonly SourceReport[];
}

/** A system that failed and whose older data stands in is STALE; one whose failure is still felt stays what it is. */
export function recordStoodIn(ledger: SourceLedger, { lines, isHealed, stale }: StoodIn): void {
  const healed = new Set(isHealed ? stale.map(({ system }) => system) : []);
  const now = new Map(lines.map((line) => [line.system, line]));
  ledger.merge(lines.filter(({ system, status }) => status === 'OK' || !healed.has(system)));
  for (const { system, asOf } of stale) {
    const line = now.get(system);
    if (line?.status === 'OK') continue;
    const sent = line && healed.delete(system) ? line.statements : 0;
    ledger.record(system, 'STALE', line?.ms ?? 0, asOf, sent);
  }
}

/** The lines of an answer that is older as a whole: `lines` is what its systems did just now, in vain. */
export function staleLines(lines: readonly SourceReport[], kept: readonly SourceReport[]): SourceReport[] {
  const now = new Map(lines.map((line) => [line.system, line]));
  const stale = kept.map(({ system, asOf }): SourceReport => {
    const { ms = 0, statements = 0 } = now.get(system) ?? {};
    now.delete(system);
    return { system, status: 'STALE', ms, asOf, statements };
  });
  return [...now.values(), ...stale];
}
