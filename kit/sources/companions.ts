import type { RequestContext } from '../context.ts';
import { DatabaseFault } from '../database/fault.ts';
import { canComeAlong, type Companion } from '../sql/along.ts';
import type { Along, Condition, RowsPlan } from '../sql/plan.ts';
import type { Restrict } from '../sql/restriction.ts';
import { partsOf } from '../sql/target.ts';
import type { RowDecoder } from './decode/row-decoder.ts';
import type { PerParentChoice } from './per-parent.ts';
import type { ServedRelation } from './served-relation.ts';

/** Rows that made a statement fail are asked for by themselves for so long. */
const apartMs = 5 * 60_000;

export interface CompanionParts {
  readonly relations: ReadonlyMap<string, ServedRelation>;
  readonly perParent: PerParentChoice;
  readonly restrict: Restrict;
}

/** One that comes along, and what reads it. */
export interface Alongside {
  readonly companion: Companion;
  readonly decoder: RowDecoder;
}

/** How one comes along; null when it can't. */
interface KnownAlong {
  readonly name: string;
  readonly each: string;
  readonly alongside: Alongside | null;
}

/** The name under which it is known what rows cost that are found by a column, one by one. */
export const eachName = (relation: string, column: string): string => `${relation} ${column} each`;

/**
 * Which rows of other relations may come along with those of a plan, in one statement: where the system finds them one by one
 * by their key. What is not known yet, or made a statement fail, is asked for by itself.
 */
export class Companions {
  readonly #apartUntil = new Map<string, number>();
  /** What never changes, for what operations ask again and again. */
  readonly #known = new WeakMap<Along, KnownAlong>();

  constructor(private readonly parts: CompanionParts) {}

  of(plan: RowsPlan, parent: ServedRelation, { viewer }: RequestContext): Alongside[] {
    const { perParent, restrict } = this.parts;
    const companions: Alongside[] = [];
    for (const along of plan.along ?? []) {
      const known = this.#known.get(along) ?? this.#look(along, plan, parent);
      if (!known?.alongside || this.#isApart(known.name) || !perParent.isCheapEach(known.each)) continue;
      const restrictions = restrict(viewer, along.relation);
      companions.push(restrictions.length === 0 ? known.alongside : restricted(known.alongside, restrictions));
    }
    return companions;
  }

  /** Whether it can come along at all; null as long as the types of the columns are not known. */
  #look(along: Along, plan: RowsPlan, parent: ServedRelation): KnownAlong | null {
    const served = this.parts.relations.get(along.relation.name);
    if (!served?.shape.known || !parent.shape.known) return null;
    const target = served.target('lateral');
    const equals = partsOf(plan.relation, parent.shape.known.value, along.equals);
    const known: KnownAlong = {
      name: nameOf(plan, along),
      each: eachName(along.relation.name, along.column),
      alongside: canComeAlong({ along, target, equals })
        ? { companion: { along, target, restrictions: [], equals }, decoder: served.decoder }
        : null,
    };
    this.#known.set(along, known);
    return known;
  }

  /** A statement with these failed. Whether it may be sent once more without them: the system answered, with a refusal. */
  failed(plan: RowsPlan, companions: readonly Alongside[], error: unknown): boolean {
    if (!(error instanceof DatabaseFault) || error.kind === 'unreachable') return false;
    const until = performance.now() + apartMs;
    for (const { companion } of companions) this.#apartUntil.set(nameOf(plan, companion.along), until);
    return error.kind !== 'timeout';
  }

  #isApart(name: string): boolean {
    const until = this.#apartUntil.get(name);
    if (until === undefined) return false;
    if (performance.now() < until) return true;
    this.#apartUntil.delete(name);
    return false;
  }
}

const nameOf = ({ relation }: RowsPlan, along: Along): string =>
  `${relation.name} ${along.relation.name} ${along.column}`;

const restricted = ({ companion, decoder }: Alongside, restrictions: readonly Condition[]): Alongside => ({
  companion: { ...companion, restrictions },
  decoder,
});
