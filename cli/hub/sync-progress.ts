import type { SyncProgress, SyncReport } from '../../kit/subgraph/sync.ts';
import type { Tick } from '../progress.ts';
import { table } from '../io.ts';

const words = { READ: 'read', STORE: 'stored' } as const;

/** Turns what a sync reports into what a person sees: rows over all systems while they are read, then step by step. */
export function syncTicker(tick: Tick): (progress: SyncProgress) => void {
  const read = new Map<string | null, number>();
  return ({ phase, system, step, rows, total }) => {
    if (phase === 'LINK') {
      tick(rows, total, step ?? 'accounts, joined');
      return;
    }
    read.set(system, rows);
    const sum = [...read.values()].reduce((all, n) => all + n, 0);
    tick(sum, null, `accounts, ${words[phase]} ${system ?? ''}`.trimEnd());
  };
}

/** A sync for people. */
export function renderSync(report: SyncReport): string {
  const rows = report.sources.map((s) =>
    s.status === 'OK'
      ? [s.system, String(s.rows), String(s.added), String(s.changed), String(s.removed), `${String(s.ms)} ms`]
      : [s.system, 'failed', s.error?.code ?? '', s.error?.message ?? ''],
  );
  const head = ['SYSTEM', 'READ', 'ADDED', 'CHANGED', 'REMOVED', 'TIME'];
  return table([head, ...rows]) + sumOf(report) + (report.dryRun ? 'Nothing was written (--dry-run).\n' : '');
}

function sumOf({ sources, linked }: SyncReport): string {
  if (linked)
    return `${String(linked.accounts)} accounts belong to ${String(linked.customers)} customers (${String(linked.created)} new, ${String(linked.merged)} merged, ${String(linked.ended)} ended).\n`;
  if (sources.length === 0) return 'No source has a customers.sql.\n';
  return sources.some(({ status }) => status === 'OK') ? '' : 'No source could be read.\n';
}
