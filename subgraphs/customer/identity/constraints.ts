/** Two accounts, each by its account key (identity/account.ts). */
export type AccountPair = readonly [string, string];

/**
 * What people decided, as the matching engine takes it: `together` joins for good whatever the model says, `apart` never
 * stands in one cluster, also not through others. The two never contradict each other (`constraintsOf` saw to it). Pairs
 * may name accounts that are not there: what they tie together stays tied.
 */
export interface Constraints {
  readonly together: readonly AccountPair[];
  readonly apart: readonly AccountPair[];
}

export const noConstraints: Constraints = { together: [], apart: [] };

/** Sets of text keys that know which sets must stay apart. */
class Groups {
  readonly #groupOf = new Map<string, number>();
  readonly #members: string[][] = [];
  readonly #apart: Set<number>[] = [];

  groupOf(key: string): number {
    const known = this.#groupOf.get(key);
    if (known !== undefined) return known;
    const group = this.#members.push([key]) - 1;
    this.#apart.push(new Set());
    this.#groupOf.set(key, group);
    return group;
  }

  isApart(a: string, b: string): boolean {
    return this.#apart[this.groupOf(a)]?.has(this.groupOf(b)) ?? false;
  }

  isTogether(a: string, b: string): boolean {
    return this.groupOf(a) === this.groupOf(b);
  }

  part(a: string, b: string): void {
    const [x, y] = [this.groupOf(a), this.groupOf(b)];
    this.#apart[x]?.add(y);
    this.#apart[y]?.add(x);
  }

  join(a: string, b: string): void {
    const [x, y] = [this.groupOf(a), this.groupOf(b)];
    if (x === y) return;
    for (const key of this.#members[y] ?? []) this.#groupOf.set(key, x);
    this.#members[x]?.push(...(this.#members[y] ?? []));
    this.#members[y] = [];
    for (const other of this.#apart[y] ?? []) {
      this.#apart[other]?.delete(y);
      this.#apart[other]?.add(x);
      this.#apart[x]?.add(other);
    }
    this.#apart[y] = new Set();
  }

  together(): readonly (readonly string[])[] {
    return this.#members.filter((members) => members.length > 1);
  }
}

export type DecisionKind = 'SAME' | 'DIFFERENT' | 'MERGE' | 'SPLIT';

/** A decision that nobody took back: parts of account keys, which it joins (SAME, MERGE) or keeps apart. */
export interface StandingDecision {
  readonly kind: DecisionKind;
  /** SPLIT also says that the accounts of each part are one customer; DIFFERENT says nothing about inside a part. */
  readonly parts: readonly (readonly string[])[];
}

/**
 * Decisions as constraints. Where they contradict each other the latest wins, link by link: of an older merge all that can
 * still be true stays true. Pure; `newestFirst` decides alone.
 */
export function constraintsOf(newestFirst: readonly StandingDecision[]): Constraints {
  const groups = new Groups();
  const together: AccountPair[] = [];
  const apart: AccountPair[] = [];
  const joinAll = (keys: readonly string[]): void => {
    keys.forEach((key, at) => {
      // With the first it may be joined to; one that a later decision parted from all others stays alone.
      for (const other of keys.slice(0, at)) {
        if (groups.isTogether(key, other)) return;
        if (groups.isApart(key, other)) continue;
        groups.join(other, key);
        together.push([other, key]);
        return;
      }
    });
  };
  const partAll = (left: readonly string[], right: readonly string[]): void => {
    for (const a of left)
      for (const b of right)
        if (!groups.isTogether(a, b)) {
          groups.part(a, b);
          apart.push([a, b]);
        }
  };
  for (const { kind, parts } of newestFirst) {
    if (kind === 'SAME' || kind === 'MERGE') joinAll(parts.flat());
    else {
      parts.forEach((part, at) => {
        for (const other of parts.slice(at + 1)) partAll(part, other);
      });
      if (kind === 'SPLIT') parts.forEach(joinAll);
    }
  }
  return { together, apart };
}

/** Constraints made quick to ask. Transitive: whoever is tied to an account shares what it is kept apart from. */
export interface ConstraintIndex {
  /** Account keys that must be one customer; only groups of two and more. */
  readonly together: readonly (readonly string[])[];
  /** Whether the two may never be one customer. */
  isApart(a: string, b: string): boolean;
  /** Whether any pair is kept apart at all. */
  readonly hasApart: boolean;
}

export function indexConstraints(constraints: Constraints): ConstraintIndex {
  const groups = new Groups();
  for (const [a, b] of constraints.together) groups.join(a, b);
  for (const [a, b] of constraints.apart) if (!groups.isTogether(a, b)) groups.part(a, b);
  return {
    together: groups.together(),
    isApart: (a, b) => groups.isApart(a, b),
    hasApart: constraints.apart.length > 0,
  };
}
