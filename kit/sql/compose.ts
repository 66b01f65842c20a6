import type { Statement } from '../database/database.ts';
import { alongColumns, type Companion } from './along.ts';
import { Bindings } from './bindings.ts';
import { conditionSql, nativeKeys } from './conditions.ts';
import type { NativeKey } from './dialects/dialect.ts';
import { boundType } from './dialects/postgres.ts';
import { afterSql } from './keyset.ts';
import { orderSql, orderTerms } from './order.ts';
import type { Condition, CountPlan, Plan, RowsPlan, SumPlan } from './plan.ts';
import type { Part } from './shape.ts';
import { partsOf, type Target } from './target.ts';

/** Names of computed columns in results. */
export const countColumn = 'hub_count';
export const sumColumn = 'hub_sum';

/** A statement, and which of its bindings are the keys of the parents: so it serves other parents too. */
export interface Composed extends Statement {
  readonly keysFrom: number;
  readonly keysTo: number;
}

/** The physical columns that hold the key of a parent. */
export const parentParts = ({ relation, by }: Plan, { shape }: Target): readonly Part[] =>
  by ? partsOf(relation, shape, by.column) : [];

/** The parents' keys as the system's type holds them; null when no row can match, because it can hold none of them. */
export function parentKeys({ by }: Plan, parents: readonly Part[], target: Target): readonly NativeKey[] | null {
  if (!by) return [];
  const keys = parents.length > 0 ? nativeKeys(parents, by.keys, target) : [];
  return keys.length === 0 ? null : keys;
}

/**
 * One statement for a plan, or null when no row can match. Columns of the result have the names of the mapping's columns.
 * `restrictions` are the viewer's (kit/sql/restriction.ts).
 */
export function compose(plan: Plan, target: Target, restrictions: readonly Condition[]): Composed | null {
  const keys = parentKeys(plan, parentParts(plan, target), target);
  return keys && composeFor(plan, keys, target, restrictions);
}

/** The same for keys that were read already (`parentKeys`). */
export function composeFor(
  plan: Plan,
  keys: readonly NativeKey[],
  target: Target,
  restrictions: readonly Condition[],
  along: readonly Companion[] = [],
): Composed {
  const statement = new Composer(plan, target, restrictions, keys, along);
  switch (plan.kind) {
    case 'rows':
      return statement.rows(plan);
    case 'count':
      return statement.count(plan);
    case 'sum':
      return statement.sum(plan);
  }
}

class Composer {
  private readonly bindings: Bindings;
  private readonly parents: readonly Part[];
  #keysFrom = 0;
  #keysTo = 0;
  constructor(
    private readonly plan: Plan,
    private readonly target: Target,
    private readonly restrictions: readonly Condition[],
    private readonly keys: readonly NativeKey[],
    private readonly along: readonly Companion[],
  ) {
    this.parents = parentParts(plan, target);
    this.bindings = new Bindings((n) => target.dialect.placeholder(n));
  }

  rows(plan: RowsPlan): Composed {
    const { relation } = plan;
    const order = plan.order ?? [];
    const wanted = [
      ...plan.columns,
      ...(plan.by ? [plan.by.column] : []),
      ...order.map((o) => o.column),
      ...relation.key,
    ];
    const columns = this.#list([...new Set(wanted)], 'r');
    const terms = orderTerms(relation, order, this.target);
    const after = (): string[] => (plan.after ? [afterSql(terms, plan.after, this.target, this.bindings)] : []);
    if (plan.by && plan.first !== undefined && this.keys.length > 1) {
      if (this.target.dialect.hasLateral && this.target.perParent !== 'window')
        return this.#lateral(plan.first, columns, after, orderSql.bind(null, terms));
      const ranked = `row_number() over (partition by ${this.#names(this.parents, 'r').join(', ')} order by ${orderSql(terms, 'r', this.target)})`;
      const inner = `select ${columns}, ${ranked} as hub_rank\n${this.#from()}${this.#where([this.#byKeys(), ...this.#conditions(), ...after()])}`;
      return this.#statement(
        `select ${columns}${this.#along('r')} from (\n${inner}\n) r\nwhere r.hub_rank <= ${this.bindings.add(plan.first)}\norder by r.hub_rank`,
        this.target.rowLimit + 1,
      );
    }
    const where = this.#where([...(plan.by ? [this.#byKeys()] : []), ...this.#conditions(), ...after()]);
    const text = `select ${columns}${this.#along('r')}\n${this.#from()}${where}\norder by ${orderSql(terms, 'r', this.target)}`;
    return this.#statement(text, Math.min(plan.first ?? Infinity, this.target.rowLimit + 1));
  }

  count(plan: CountPlan): Composed {
    return this.#grouped(plan.by ? this.#names(this.parents, 'r') : [], `count(*) as ${countColumn}`);
  }

  sum(plan: SumPlan): Composed {
    const { dialect } = this.target;
    const groups = plan.groupBy.flatMap((name) => partsOf(plan.relation, this.target.shape, name));
    const [summed] = partsOf(plan.relation, this.target.shape, plan.sum);
    const sum = summed ? dialect.sum(summed, `r.${dialect.identifier(summed.name)}`) : 'null';
    const names = this.#names([...(plan.by ? this.parents : []), ...groups], 'r');
    return this.#grouped([...new Set(names)], `${sum} as ${sumColumn}, count(*) as ${countColumn}`);
  }

  #grouped(names: readonly string[], computed: string): Composed {
    const where = this.#where([...(this.plan.by ? [this.#byKeys()] : []), ...this.#conditions()]);
    const groups = names.length > 0 ? `\ngroup by ${names.join(', ')}` : '';
    return this.#statement(
      `select ${[...names, computed].join(', ')}\n${this.#from()}${where}${groups}`,
      this.target.rowLimit + 1,
    );
  }

  /** All parents in one statement: one array per key part, a limit within each parent, parents in the order asked. */
  #lateral(
    first: number,
    columns: string,
    after: () => string[],
    orderBy: (alias: string, target: Target) => string,
  ): Composed {
    const { dialect } = this.target;
    const arrays = this.#keys(() =>
      this.parents.map((part, i) => `${this.bindings.add(this.keys.map((key) => key[i]))}::${boundType(part)}[]`),
    );
    const aliases = this.parents.map((_, i) => `k${String(i + 1)}`);
    const joined = this.parents.map(
      (part, i) => `${dialect.comparable(part, `r.${dialect.identifier(part.name)}`)} = p.${aliases[i] ?? ''}`,
    );
    const where = this.#where([...joined, ...this.#conditions(), ...after()]);
    const inner = `select ${columns}\n${this.#from()}${where}\norder by ${orderBy('r', this.target)}\nlimit ${this.bindings.add(first)}`;
    return this.#statement(
      `select c.*${this.#along('c')}\nfrom unnest(${arrays.join(', ')}) with ordinality as p(${[...aliases, 'n'].join(', ')})\n` +
        `cross join lateral (\n${inner}\n) c\norder by p.n, ${orderBy('c', this.target)}`,
      this.target.rowLimit + 1,
    );
  }

  /** Of a limit that it does not know PostgreSQL takes a tenth of all rows for granted: so it keeps the plan for a list of keys. */
  #statement(text: string, limit: number): Composed {
    const sql = `${text}\nlimit ${this.bindings.add(limit)}`;
    return { sql, bindings: this.bindings.values, keysFrom: this.#keysFrom, keysTo: this.#keysTo };
  }

  /** After the columns of the row, what comes along with it. */
  #along(row: string): string {
    return alongColumns(row, this.along, this.bindings);
  }

  /** Remembers which bindings are the keys, while they are written. */
  #keys<T>(write: () => T): T {
    this.#keysFrom = this.bindings.values.length;
    const written = write();
    this.#keysTo = this.bindings.values.length;
    return written;
  }

  /** The mapping stands on lines of its own, so that a comment at its end ends there. */
  #from(): string {
    return `from (\n${this.target.mapping}\n) r`;
  }

  #byKeys(): string {
    return this.#keys(() =>
      this.target.dialect.inKeys(this.parents, this.#names(this.parents, 'r'), this.keys, this.bindings),
    );
  }

  #conditions(): string[] {
    return [...this.restrictions, ...(this.plan.where ?? [])].map((condition) =>
      conditionSql(this.plan.relation, condition, this.target, this.bindings),
    );
  }

  #where(conditions: readonly string[]): string {
    return conditions.length > 0 ? `\nwhere ${conditions.join('\n  and ')}` : '';
  }

  #names(parts: readonly Part[], alias: string): string[] {
    return parts.map((part) => `${alias}.${this.target.dialect.identifier(part.name)}`);
  }

  #list(columns: readonly string[], alias: string): string {
    return this.#names(
      columns.flatMap((name) => partsOf(this.plan.relation, this.target.shape, name)),
      alias,
    ).join(', ');
  }
}
