import { countProblems, renderProblems } from '../problem.ts';
import type { Problem } from '../problem.ts';

export type CheckStatus = 'ok' | 'warning' | 'error' | 'skipped';

/** What is looked at; `docs/sources.md` explains each. */
export const checkNames = [
  'connection',
  'read-only',
  'parses',
  'columns',
  'key',
  'pushed-down',
  'sample',
  'feed',
] as const;
export type CheckName = (typeof checkNames)[number];

export interface CheckResult {
  readonly system: string;
  /** Null when the whole system is meant. */
  readonly relation: string | null;
  readonly check: CheckName;
  readonly status: CheckStatus;
  /** What was seen, in one line. */
  readonly note: string;
  /** Set for warnings and errors. */
  readonly problem?: Problem;
}

const signs: Record<CheckStatus, string> = { ok: 'ok     ', warning: 'WARNING', error: 'ERROR  ', skipped: 'skipped' };

/** One line per check; the problems behind, as blocks; counts at the end. */
export function renderChecks(results: readonly CheckResult[]): string {
  const width = Math.max(0, ...results.map((r) => place(r).length));
  const lines = results.map((r) => `${signs[r.status]}  ${place(r).padEnd(width)}  ${r.check.padEnd(11)}  ${r.note}`);
  const problems = results.flatMap((r) => (r.problem ? [r.problem] : []));
  const counts = countsOf(results);
  const sum = `${counts.ok} ok, ${counts.warning} warnings, ${counts.error} errors, ${counts.skipped} skipped.`;
  const behind =
    problems.length > 0 ? `\n${renderProblems(problems).replace(`${countProblems(problems)}\n`, '')}` : '\n';
  return `${lines.join('\n')}\n${behind}${sum}\n`;
}

/** The shape of `--json`. */
export function checksToJson(results: readonly CheckResult[]): {
  counts: Record<CheckStatus, number>;
  checks: readonly CheckResult[];
} {
  return { counts: countsOf(results), checks: results };
}

/** Whether a caller should fail (exit 1). Warnings do not count. */
export const hasErrors = (results: readonly CheckResult[]): boolean => results.some((r) => r.status === 'error');

const place = (r: CheckResult): string => (r.relation === null ? r.system : `${r.system}/${r.relation}.sql`);

function countsOf(results: readonly CheckResult[]): Record<CheckStatus, number> {
  const counts: Record<CheckStatus, number> = { ok: 0, warning: 0, error: 0, skipped: 0 };
  for (const r of results) counts[r.status]++;
  return counts;
}
