import { LRUCache } from 'lru-cache';
import type { Statement } from '../database/database.ts';
import type { Companion } from './along.ts';
import { composeFor, parentKeys, type Composed } from './compose.ts';
import type { NativeKey } from './dialects/dialect.ts';
import type { Along, Condition, Plan } from './plan.ts';
import type { Target } from './target.ts';

/** Texts that are kept per source; plans with other values in their conditions are other texts. */
const capacity = 1_000;
/** A plan whose description is longer than that is not kept: a long list of values hardly comes again. */
const longest = 2_000;

/** A plan whose SQL is there; only the keys of the parents are to come. */
export class PreparedPlan {
  constructor(
    readonly plan: Plan,
    private readonly composed: Composed,
    private readonly target: Target,
  ) {}

  /** For as many keys as the plan was prepared for (SqlDialect.keysText says which numbers are the same). */
  statement(keys: readonly NativeKey[]): Statement {
    const { sql, bindings, keysFrom, keysTo } = this.composed;
    if (keysFrom === keysTo) return this.composed;
    const bound = this.target.dialect.keyBindings(keys[0]?.length ?? 0, keys);
    return { sql, bindings: [...bindings.slice(0, keysFrom), ...bound, ...bindings.slice(keysTo)] };
  }
}

/** Composes each plan once: what an operation asks again and again differs in nothing but the keys of its parents. */
export class PreparedPlans {
  readonly #known = new LRUCache<string, PreparedPlan>({ max: capacity });

  /** The plan and the keys to ask for; null when no row can match. */
  of(
    plan: Plan,
    target: Target,
    restrictions: readonly Condition[],
    along: readonly Companion[] = [],
  ): { prepared: PreparedPlan; keys: readonly NativeKey[] } | null {
    const keys = parentKeys(plan, target);
    if (!keys) return null;
    const name = nameOf(plan, keys, target, restrictions) + namesOf(along);
    let prepared = this.#known.get(name);
    if (!prepared) {
      prepared = new PreparedPlan(plan, composeFor(plan, keys, target, restrictions, along), target);
      if (name.length <= longest) this.#known.set(name, prepared);
    }
    return { prepared, keys };
  }
}

/** Everything that a text depends on but the mapping, which is the same for a relation of a source. */
function nameOf(
  plan: Plan,
  keys: readonly NativeKey[],
  { dialect, perParent, rowLimit }: Target,
  restrictions: readonly Condition[],
): string {
  const name = `${describePlan(plan)} ${String(dialect.keysText(keys.length))} ${String(rowLimit)} ${perParent ?? ''}`;
  return restrictions.length > 0 ? `${name} only ${JSON.stringify(restrictions)}` : name;
}

const namesOf = (along: readonly Companion[]): string =>
  along.map(({ along: one, restrictions }) => ` with ${describeAlong(one)} ${JSON.stringify(restrictions)}`).join('');

const describeAlong = ({ name, relation, column, equals, columns, order = [], first }: Along): string =>
  `${name} ${relation.name} ${column}=${equals} ${columns.join()} ${JSON.stringify(order)} ${String(first)}`;

/** All that a plan asks for, but for which parents. */
export function describePlan(plan: Plan): string {
  const { kind, relation, by, where = [] } = plan;
  let name = `${kind} ${relation.name} ${by?.column ?? ''}`;
  if (plan.kind === 'rows') {
    const { columns, order = [], first, after, along = [] } = plan;
    name += ` ${columns.join()} ${String(first)}`;
    for (const term of order) name += ` ${term.column} ${term.direction}`;
    if (after) name += JSON.stringify(after);
    for (const one of along) name += ` with ${describeAlong(one)}`;
  } else if (plan.kind === 'sum') name += ` ${plan.sum} ${plan.groupBy.join()}`;
  return where.length > 0 ? name + JSON.stringify(where) : name;
}
