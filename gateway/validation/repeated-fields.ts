import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** Pairs of fields of one name in one place, and fields: 10 ms of comparing. A hundred fragments that all ask for the same five fields are 25,000. */
const most = 30_000;
/** Fragments that spread themselves go on for ever; others have a limit of depth. */
const deepest = 100;

/**
 * Whether a document asks for fields again in so many places that to find out if they can be merged takes too long: each is compared
 * with each of its name, and so is all that is below them. graphql-js gives up too, but after a tenth of a second.
 */
export function repeatsTooMuch(document: DocumentNode): boolean {
  const places = new Places(document);
  return document.definitions.some(
    (definition) => 'selectionSet' in definition && places.areTooMany([definition.selectionSet], 0),
  );
}

class Places {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Those that nothing is merged with are the same wherever they are met. */
  readonly #seen = new Set<SelectionSetNode>();
  #left = most;

  constructor({ definitions }: DocumentNode) {
    for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one);
  }

  /** `sets` are what one place is asked for. */
  areTooMany(sets: readonly SelectionSetNode[], depth: number): boolean {
    const [first, second] = sets;
    if (!first || depth > deepest || (!second && this.#seen.has(first))) return false;
    if (!second) this.#seen.add(first);
    const byName = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) this.#collect(set, byName, spread);
    for (const { length } of byName.values()) this.#left -= length + (length * (length - 1)) / 2;
    if (this.#left < 0) return true;
    for (const fields of byName.values())
      if (
        this.areTooMany(
          fields.flatMap(({ selectionSet }) => selectionSet ?? []),
          depth + 1,
        )
      )
        return true;
    return false;
  }

  #collect({ selections }: SelectionSetNode, byName: Map<string, FieldNode[]>, spread: Set<string>): void {
    for (const one of selections) {
      if (one.kind === Kind.FIELD) {
        const name = (one.alias ?? one.name).value;
        const same = byName.get(name);
        if (same) same.push(one);
        else byName.set(name, [one]);
      } else if (one.kind === Kind.INLINE_FRAGMENT) this.#collect(one.selectionSet, byName, spread);
      else if (!spread.has(one.name.value)) {
        spread.add(one.name.value);
        const fragment = this.#fragments.get(one.name.value);
        if (fragment) this.#collect(fragment.selectionSet, byName, spread);
      }
    }
  }
}
