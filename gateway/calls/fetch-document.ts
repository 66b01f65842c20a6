import { Kind, OperationTypeNode, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A key of the response that a fetch fills, and for which type when the fetch is by entity (null: any type). */
export interface FilledKey {
  readonly key: string;
  readonly typeName: string | null;
}

/** One fetch of a query plan, parsed. */
export interface FetchDocument {
  readonly document: DocumentNode;
  /** Fetched by `_entities(representations:)`; otherwise from the root. */
  readonly byEntity: boolean;
  /** Changes something, so it must not be sent twice. */
  readonly isMutation: boolean;
  readonly filled: readonly FilledKey[];
}

/** Characters of all texts together. */
const mostCharacters = 2_000_000;

/** Plans are cached, so the same few texts come again and again: parse each once. Bounded, those used least go first. */
export class FetchDocuments {
  readonly #parsed: LRUCache<string, FetchDocument>;

  constructor(capacity = 2_000) {
    this.#parsed = new LRUCache({
      max: capacity,
      maxSize: mostCharacters,
      sizeCalculation: (_document, text) => text.length + 1,
    });
  }

  get(text: string): FetchDocument {
    const known = this.#parsed.get(text);
    if (known) return known;
    const document = read(parse(text, { noLocation: true }));
    this.#parsed.set(text, document);
    return document;
  }
}

function read(document: DocumentNode): FetchDocument {
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  const root = operation?.selectionSet.selections ?? [];
  const entities = root.find((s) => s.kind === Kind.FIELD && s.name.value === '_entities');
  const byEntity = entities?.kind === Kind.FIELD;
  const selected = byEntity ? entities.selectionSet : operation?.selectionSet;
  return {
    document,
    byEntity,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    filled: selected ? filledBy(selected, null, document) : [],
  };
}

function filledBy(set: SelectionSetNode, typeName: string | null, document: DocumentNode): FilledKey[] {
  return set.selections.flatMap((selection): FilledKey[] => {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      return selection.name.value === '__typename' ? [] : [{ key, typeName }];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return filledBy(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, document);
    const fragment = document.definitions.find(
      (d) => d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? filledBy(fragment.selectionSet, fragment.typeCondition.name.value, document)
      : [];
  });
}
