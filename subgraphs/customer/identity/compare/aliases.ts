import { nicknames } from '../rules/nicknames.ts';

type Part = 'given' | 'family';

const none: readonly string[] = [];

/** Pairs of names, and for each name which stand for it: most names stand for none, and a look at one is cheaper than a pair. */
class NamePairs {
  readonly #pairs = new Set<string>();
  readonly #forms = { given: new Map<string, string[]>(), family: new Map<string, string[]>() };

  add(part: Part, a: string, b: string): void {
    const key = Aliases.key(part, a, b);
    if (this.#pairs.has(key)) return;
    this.#pairs.add(key);
    for (const [name, form] of [
      [a, b],
      [b, a],
    ] as const)
      this.#forms[part].set(name, [...this.formsOf(part, name), form]);
  }

  formsOf(part: Part, name: string): readonly string[] {
    return this.#forms[part].get(name) ?? none;
  }

  has(part: Part, a: string, b: string): boolean {
    const forms = this.#forms[part];
    return forms.has(a) && forms.has(b) && this.#pairs.has(Aliases.key(part, a, b));
  }

  get keys(): readonly string[] {
    return [...this.#pairs];
  }
}

let known: NamePairs | null = null;

/** The pairs that everybody knows, read once. */
function knownPairs(): NamePairs {
  if (known === null) {
    known = new NamePairs();
    for (const [full, short] of nicknames) known.add('given', full, short);
  }
  return known;
}

/** Pairs of names that are used for one person: known ones, and those learned from the records themselves. */
export class Aliases {
  readonly #learned = new NamePairs();

  static key(part: Part, a: string, b: string): string {
    return a < b ? `${part} ${a} ${b}` : `${part} ${b} ${a}`;
  }

  /** `learned` as `learned` of an earlier run gave them. */
  constructor(learned: readonly string[] = []) {
    for (const key of learned) {
      const [part, a, b] = key.split(' ');
      if ((part === 'given' || part === 'family') && a !== undefined && b !== undefined) this.add(part, a, b);
    }
  }

  add(part: Part, a: string, b: string): void {
    if (!knownPairs().has(part, a, b)) this.#learned.add(part, a, b);
  }

  /** Names that stand for this one. */
  formsOf(part: Part, name: string): readonly string[] {
    const [known, learned] = [knownPairs().formsOf(part, name), this.#learned.formsOf(part, name)];
    if (learned.length === 0) return known;
    return known.length === 0 ? learned : [...known, ...learned];
  }

  has(part: Part, a: string, b: string): boolean {
    return knownPairs().has(part, a, b) || this.#learned.has(part, a, b);
  }

  /** What was added to the known ones: `part name name`, sorted. */
  get learned(): readonly string[] {
    return [...this.#learned.keys].sort();
  }
}
