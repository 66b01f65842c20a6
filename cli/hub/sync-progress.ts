import type { SyncProgress, SyncReport } from '../../kit/subgraph/sync.ts';
import type { Tick } from '../progress.ts';
import { table } from '../io.ts';

const words = { READ: 'read', STORE: 'stored', LINK: 'joined' } as const;

/** Turns what a sync reports into one number that grows: rows over all systems. */
export function syncTicker(tick: Tick): (progress: SyncProgress) => void {
  const rows = new Map<string | null, number>();
  return ({ phase, system, rows: done }) => {
    rows.set(system, done);
    const sum = [...rows].reduce((total, [name, n]) => (name === null ? total : total + n), 0);
    tick(sum, null, `accounts, ${words[phase]}${system === null ? '' : ` ${system}`}`);
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
  const { linked } = report;
  const sum = linked
    ? `${String(linked.accounts)} accounts belong to ${String(linked.customers)} customers (${String(linked.created)} new, ${String(linked.merged)} merged, ${String(linked.ended)} ended).\n`
    : 'No source could be read.\n';
  return table([head, ...rows]) + sum + (report.dryRun ? 'Nothing was written (--dry-run).\n' : '');
}
