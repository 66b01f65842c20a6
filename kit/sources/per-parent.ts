import type { Database, QueryOptions, Statement } from '../database/database.ts';
import type { PerParent } from '../sql/target.ts';

/** The planner's estimate of a whole statement, from PostgreSQL's EXPLAIN. */
function totalCost(plan: string): number {
  return Number(/^[^\n]*cost=[\d.]+\.\.([\d.]+)/.exec(plan)?.[1] ?? Number.NaN);
}

/**
 * Legacy tables often have no index on the column that a relation is looked up by. Then a lateral join would read the whole
 * table once per parent. The system's own planner is asked, once per relation and column, which way is cheaper.
 */
export class PerParentChoice {
  readonly #choices = new Map<string, PerParent>();
  constructor(private readonly database: Database) {}

  /** What was learned; undefined before. */
  known(name: string): PerParent | undefined {
    return this.#choices.get(name);
  }

  /** `compose` gives the statement each way; `name` is relation and column. */
  async of(name: string, compose: (way: PerParent) => Statement | null, options: QueryOptions): Promise<PerParent> {
    const known = this.#choices.get(name);
    if (known) return known;
    const [lateral, window] = [compose('lateral'), compose('window')];
    if (!lateral || !window) return 'lateral';
    const cost = async (statement: Statement): Promise<number> =>
      totalCost(await this.database.explain(statement, options));
    const choice = (await cost(window)) < (await cost(lateral)) ? 'window' : 'lateral';
    this.#choices.set(name, choice);
    return choice;
  }
}
