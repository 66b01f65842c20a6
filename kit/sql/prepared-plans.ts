import { LRUCache } from 'lru-cache';
import type { Statement } from '../database/database.ts';
import type { Companion } from './along.ts';
import { composeFor, parentKeys, parentParts, type Composed } from './compose.ts';
import type { NativeKey } from './dialects/dialect.ts';
import type { Along, Condition, Plan } from './plan.ts';
import type { Part } from './shape.ts';
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
    // As many as those that it was prepared for: the text has a placeholder for each.
    const all = bindings.slice();
    for (let at = 0; at < bound.length; at++) all[keysFrom + at] = bound[at];
    return { sql, bindings: all };
  }
}

/** A prepared plan, and what it depends on beside what plans of its family have in common. */
interface Alike {
  readonly prepared: PreparedPlan;
  readonly keysText: number;
  readonly along: readonly Companion[];
}

/** Plans that are alike, for one relation of a source. */
interface Family {
  readonly target: Target;
  readonly column: string | undefined;
  readonly parents: readonly Part[];
  readonly members: Alike[];
}

/** Composes each plan once: what an operation asks again and again differs in nothing but the keys of its parents. */
export class PreparedPlans {
  readonly #known = new LRUCache<string, PreparedPlan>({ max: capacity });
  /** The same by `Plan.like`, for viewers who may see everything: found without a name. */
  readonly #families = new WeakMap<object, Family[]>();

  /** The plan and the keys to ask for; null when no row can match. */
  of(
    plan: Plan,
    target: Target,
    restrictions: readonly Condition[],
    along: readonly Companion[] = [],
  ): { prepared: PreparedPlan; keys: readonly NativeKey[] } | null {
    const { like } = plan;
    if (!like || restrictions.length > 0) {
      const keys = parentKeys(plan, parentParts(plan, target), target);
      return keys && { prepared: this.#named(plan, keys, target, restrictions, along), keys };
    }
    const { parents, members } = this.#family(plan, like, target);
    const keys = parentKeys(plan, parents, target);
    if (!keys) return null;
    const keysText = target.dialect.keysText(keys.length);
    for (const one of members)
      if (one.keysText === keysText && isSame(one.along, along)) return { prepared: one.prepared, keys };
    const prepared = this.#named(plan, keys, target, restrictions, along);
    members.push({ prepared, keysText, along });
    return { prepared, keys };
  }

  #family(plan: Plan, like: object, target: Target): Family {
    let families = this.#families.get(like);
    if (!families) this.#families.set(like, (families = []));
    const column = plan.by?.column;
    for (const family of families) if (family.target === target && family.column === column) return family;
    const family: Family = { target, column, parents: parentParts(plan, target), members: [] };
    families.push(family);
    return family;
  }

  #named(
    plan: Plan,
    keys: readonly NativeKey[],
    target: Target,
    restrictions: readonly Condition[],
    along: readonly Companion[],
  ): PreparedPlan {
    const name = nameOf(plan, keys, target, restrictions) + namesOf(along);
    const known = this.#known.get(name);
    if (known) return known;
    const prepared = new PreparedPlan(plan, composeFor(plan, keys, target, restrictions, along), target);
    if (name.length <= longest) this.#known.set(name, prepared);
    return prepared;
  }
}

const isSame = (some: readonly Companion[], others: readonly Companion[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

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

/** Of plans that are alike, as they were described last. */
const described = new WeakMap<object, { readonly plan: Plan; readonly text: string }>();

/** All that a plan asks for, but for which parents. */
export function describePlan(plan: Plan): string {
  const { like } = plan;
  if (!like) return describe(plan);
  const known = described.get(like);
  if (known?.plan.relation === plan.relation && known.plan.by?.column === plan.by?.column) return known.text;
  const text = describe(plan);
  described.set(like, { plan, text });
  return text;
}

function describe(plan: Plan): string {
  const { kind, relation, by, where = [] } = plan;
  let name = `${kind} ${relation.name} ${by?.column ?? ''}`;
  if (plan.kind === 'rows') {
    const { columns, order = [], first, after, along = [], withoutPlaces = false } = plan;
    name += ` ${columns.join()} ${String(first)}${withoutPlaces ? '' : ' in places'}`;
    for (const term of order) name += ` ${term.column} ${term.direction}`;
    if (after) name += JSON.stringify(after);
    for (const one of along) name += ` with ${describeAlong(one)}`;
  } else if (plan.kind === 'sum') name += ` ${plan.sum} ${plan.groupBy.join()}`;
  return where.length > 0 ? name + JSON.stringify(where) : name;
}
