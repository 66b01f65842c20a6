import { nicknames } from '../rules/nicknames.ts';

/** Pairs of names that are used for one person: known ones, and those learned from the records themselves. */
export class Aliases {
  readonly #pairs = new Set<string>();

  static key(part: 'given' | 'family', a: string, b: string): string {
    return a < b ? `${part} ${a} ${b}` : `${part} ${b} ${a}`;
  }

  constructor() {
    for (const [full, short] of nicknames) this.add('given', full, short);
  }

  add(part: 'given' | 'family', a: string, b: string): void {
    this.#pairs.add(Aliases.key(part, a, b));
  }

  has(part: 'given' | 'family', a: string, b: string): boolean {
    return this.#pairs.has(Aliases.key(part, a, b));
  }

  get size(): number {
    return this.#pairs.size;
  }
}
