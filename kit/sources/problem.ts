/** One thing that is wrong with a source folder, precise enough to be mended without asking anybody. */
export interface Problem {
  /** Path of the file or folder. */
  readonly file: string;
  /** Counted from 1; 1:1 when the whole file is meant. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  /** What to do about it. */
  readonly action: string;
}

/** By file, then by place in the file. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** One block per problem, `file:line:column` first so that terminals make it a link, and the count at the end. */
export function renderProblems(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.\n';
  const blocks = sortProblems(problems).map(
    (p) => `${p.file}:${p.line}:${p.column}\n  expected ${p.expected}\n  found    ${p.found}\n  to do    ${p.action}\n`,
  );
  return `${blocks.join('\n')}\n${countProblems(problems)}\n`;
}

/** «3 problems in 2 files.» */
export function countProblems(problems: readonly Problem[]): string {
  const files = new Set(problems.map((p) => p.file)).size;
  return `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${files} file${files === 1 ? '' : 's'}.`;
}

/** The shape of `--json`. */
export function problemsToJson(problems: readonly Problem[]): { count: number; problems: Problem[] } {
  return { count: problems.length, problems: sortProblems(problems) };
}

/** Thrown once, with every problem, by whoever can't go on without the sources. */
export class SourceProblems extends Error {
  override readonly name = 'SourceProblems';
  constructor(readonly problems: readonly Problem[]) {
    super(`The sources are not in order.\n\n${renderProblems(problems)}`);
  }
}
