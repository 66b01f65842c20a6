import { nicknames } from '../rules/nicknames.ts';

/** Pairs of names that are used for one person: known ones, and those learned from the records themselves. */
export class Aliases {
  readonly #pairs = new Set<string>();
  /** Names that stand for any other, and for which: most don't, and a look at one is cheaper than a pair. */
  readonly #known = { given: new Map<string, string[]>(), family: new Map<string, string[]>() };

  static key(part: 'given' | 'family', a: string, b: string): string {
    return a < b ? `${part} ${a} ${b}` : `${part} ${b} ${a}`;
  }

  readonly #learned = new Set<string>();

  /** `learned` as `learned` of an earlier run gave them. */
  constructor(learned: readonly string[] = []) {
    for (const [full, short] of nicknames) this.#note('given', full, short);
    for (const key of learned) {
      const [part, a, b] = key.split(' ');
      if ((part === 'given' || part === 'family') && a !== undefined && b !== undefined) this.add(part, a, b);
    }
  }

  add(part: 'given' | 'family', a: string, b: string): void {
    const key = Aliases.key(part, a, b);
    if (!this.#pairs.has(key)) this.#learned.add(key);
    this.#note(part, a, b);
  }

  #note(part: 'given' | 'family', a: string, b: string): void {
    const key = Aliases.key(part, a, b);
    if (this.#pairs.has(key)) return;
    this.#pairs.add(key);
    for (const [name, form] of [
      [a, b],
      [b, a],
    ] as const)
      this.#known[part].set(name, [...this.formsOf(part, name), form]);
  }

  /** Names that stand for this one. */
  formsOf(part: 'given' | 'family', name: string): readonly string[] {
    return this.#known[part].get(name) ?? [];
  }

  has(part: 'given' | 'family', a: string, b: string): boolean {
    const known = this.#known[part];
    return known.has(a) && known.has(b) && this.#pairs.has(Aliases.key(part, a, b));
  }

  /** What was added to the known ones: `part name name`, sorted. */
  get learned(): readonly string[] {
    return [...this.#learned].sort();
  }
}
