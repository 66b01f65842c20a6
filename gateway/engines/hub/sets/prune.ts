import { isListType, isNonNullType, type GraphQLOutputType } from 'graphql';
import { Written } from '../../json-bytes.ts';
import { isData, type Data } from '../data.ts';
import type { SetFault } from './fault.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';

/** When something became null that may not be: at once, or after other sets were waited for. */
type Death = 'at once' | 'later' | null;

/** What is left of a value, and the faults to tell of it. */
interface Pruned {
  readonly value: unknown;
  readonly death: Death;
  /** Met while going through what was there at once. */
  readonly first: readonly SetFault[];
  /** Met below what had to be waited for. */
  readonly then: readonly SetFault[];
}

/** The faults of each object, by key. */
export type FaultsOf = ReadonlyMap<Data, readonly SetFault[]>;

export function faultsByOwner(faults: readonly SetFault[]): FaultsOf {
  const byOwner = new Map<Data, SetFault[]>();
  for (const fault of faults) byOwner.set(fault.owner, [...(byOwner.get(fault.owner) ?? []), fault]);
  return byOwner;
}

/**
 * Takes null up to the next place that may be null, in place, and says which faults to tell. As graphql-js does it: what
 * comes after the fault that makes an object null is not executed, so its faults are not told, nor are those of parts that
 * were still waited for.
 */
export function prune(plan: LevelPlan, out: Data, faults: FaultsOf): { isAlive: boolean; told: SetFault[] } {
  const { death, first, then } = pruneObject(plan, out, faults);
  return { isAlive: death === null, told: [...first, ...then] };
}

function pruneObject(plan: LevelPlan, out: Data, faults: FaultsOf): Pruned {
  const first: SetFault[] = [];
  const then: SetFault[] = [];
  let death: Death = null;
  const visit = (field: FieldPlan): Pruned => {
    const pruned = pruneValue(out[field.key], field.type, field.below, faults);
    const own = (faults.get(out) ?? []).filter(({ key }) => key === field.key);
    out[field.key] = pruned.value;
    return { ...pruned, first: [...(pruned.death ? own.slice(0, 1) : own), ...pruned.first] };
  };
  for (const field of plan.fields.filter(({ read }) => read)) {
    const pruned = visit(field);
    first.push(...pruned.first);
    then.push(...pruned.then);
    if (pruned.death === 'at once') return { value: null, death: 'at once', first, then: [] };
    death ??= pruned.death;
  }
  for (const field of death ? [] : plan.fields.filter(({ read }) => !read)) {
    const pruned = visit(field);
    then.push(...pruned.first, ...pruned.then);
    if (pruned.death) death = 'later';
    if (death) break;
  }
  return { value: death ? null : out, death, first, then };
}

/** `death` says that the value is null where its type allows none. */
function pruneValue(value: unknown, type: GraphQLOutputType, below: LevelPlan | null, faults: FaultsOf): Pruned {
  const isNeeded = isNonNullType(type);
  const inner = pruneInner(value, isNeeded ? type.ofType : type, below, faults);
  return { ...inner, death: isNeeded && inner.value === null ? (inner.death ?? 'at once') : null };
}

/** `death` says when the value became null through something below it. */
function pruneInner(value: unknown, type: GraphQLOutputType, below: LevelPlan | null, faults: FaultsOf): Pruned {
  // Nothing is amiss in it.
  if (value instanceof Written) return { value, death: null, first: [], then: [] };
  if (isListType(type) && Array.isArray(value)) return pruneList(value, type.ofType, below, faults);
  if (below && isData(value)) return pruneObject(below, value, faults);
  return { value: value ?? null, death: null, first: [], then: [] };
}

function pruneList(list: unknown[], type: GraphQLOutputType, below: LevelPlan | null, faults: FaultsOf): Pruned {
  const first: SetFault[] = [];
  const then: SetFault[] = [];
  let death: Death = null;
  for (const [i, one] of list.entries()) {
    const pruned = pruneValue(one, type, below, faults);
    list[i] = pruned.value;
    first.push(...pruned.first);
    if (pruned.death === 'at once') return { value: null, death: 'at once', first, then: [] };
    if (!death) then.push(...pruned.then);
    death ??= pruned.death;
  }
  return { value: death ? null : list, death, first, then };
}
