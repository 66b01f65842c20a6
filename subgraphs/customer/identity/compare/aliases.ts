import { nicknames } from '../rules/nicknames.ts';

/** Pairs of names that are used for one person: known ones, and those learned from the records themselves. */
export class Aliases {
  readonly #pairs = new Set<string>();

  static key(part: 'given' | 'family', a: string, b: string): string {
    return a < b ? `${part} ${a} ${b}` : `${part} ${b} ${a}`;
  }

  readonly #learned = new Set<string>();

  /** `learned` as `learned` of an earlier run gave them. */
  constructor(learned: readonly string[] = []) {
    for (const [full, short] of nicknames) this.#pairs.add(Aliases.key('given', full, short));
    for (const key of learned) this.#addKey(key);
  }

  add(part: 'given' | 'family', a: string, b: string): void {
    this.#addKey(Aliases.key(part, a, b));
  }

  #addKey(key: string): void {
    if (this.#pairs.has(key)) return;
    this.#pairs.add(key);
    this.#learned.add(key);
  }

  has(part: 'given' | 'family', a: string, b: string): boolean {
    return this.#pairs.has(Aliases.key(part, a, b));
  }

  /** What was added to the known ones: `part name name`, sorted. */
  get learned(): readonly string[] {
    return [...this.#learned].sort();
  }
}
