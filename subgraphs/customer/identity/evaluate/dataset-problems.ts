import { renderProblems, type Problem } from '../../../../kit/sources/problem.ts';

/** Thrown once, with every problem of the folder. */
export class DatasetProblems extends Error {
  override readonly name = 'DatasetProblems';
  constructor(readonly problems: readonly Problem[]) {
    super(`The data set is not in order.\n\n${renderProblems(problems)}`);
  }
}

/** Of one kind of problem in one file so many are shown; the rest is counted. */
const shown = 10;

/** Collects problems; of many alike (a wrong export has one per row) only the first. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #alike = new Map<string, { count: number; last: Problem }>();

  add(problem: Problem): void {
    const key = `${problem.file} ${problem.expected}`;
    const count = (this.#alike.get(key)?.count ?? 0) + 1;
    this.#alike.set(key, { count, last: problem });
    if (count <= shown) this.#problems.push(problem);
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  all(): Problem[] {
    const rest = [...this.#alike.values()].flatMap(({ count, last }) =>
      count > shown ? [{ ...last, found: `${String(count - shown)} more of this kind, the last here` }] : [],
    );
    return [...this.#problems, ...rest];
  }

  /** Throws when there are any. */
  check(): void {
    if (!this.isEmpty) throw new DatasetProblems(this.all());
  }
}
