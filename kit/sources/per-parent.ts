import type { Database, QueryOptions, Statement } from '../database/database.ts';
import type { PerParent } from '../sql/target.ts';

/** The planner's estimate of a whole statement, from PostgreSQL's EXPLAIN. */
function totalCost(plan: string): number {
  return Number(/^[^\n]*cost=[\d.]+\.\.([\d.]+)/.exec(plan)?.[1] ?? Number.NaN);
}

/** What rows of one parent may cost to be cheap, in the planner's units: reading a page in order is one. */
const cheap = 200;

/**
 * Legacy tables often have no index on the column that a relation is looked up by. Then a lateral join would read the whole
 * table once per parent. The system's own planner is asked, once per relation and column, which way is cheaper.
 */
export class PerParentChoice {
  readonly #choices = new Map<string, PerParent>();
  readonly #costs = new Map<string, number>();
  constructor(private readonly database: Database) {}

  /** What was learned; undefined before. */
  known(name: string): PerParent | undefined {
    return this.#choices.get(name);
  }

  /** Whether it was learned that rows of one parent cost little: an index finds them, or the table is small. */
  isCheapEach(name: string): boolean {
    return (this.#costs.get(name) ?? Infinity) <= cheap;
  }

  /** The planner can't be asked: lateral, and nothing is known of costs. */
  giveUp(name: string): void {
    this.#choices.set(name, 'lateral');
  }

  /** `compose` gives the statement each way, for so many parents; `name` is relation and column. */
  async of(
    name: string,
    compose: (way: PerParent) => Statement | null,
    options: QueryOptions,
    parents = 1,
  ): Promise<PerParent> {
    const known = this.#choices.get(name);
    if (known) return known;
    const [lateral, window] = [compose('lateral'), compose('window')];
    if (!lateral || !window) return 'lateral';
    const cost = async (statement: Statement): Promise<number> =>
      totalCost(await this.database.explain(statement, options));
    const [together, oneByOne] = [await cost(window), await cost(lateral)];
    const choice = together < oneByOne ? 'window' : 'lateral';
    this.#choices.set(name, choice);
    this.#costs.set(name, oneByOne / parents);
    return choice;
  }
}
