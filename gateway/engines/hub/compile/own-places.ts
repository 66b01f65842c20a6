import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { FetchDocument, FetchDocuments } from '../../../calls/fetch-document.ts';
import type { ClientValue, Place } from './client-value.ts';

/** What the client wants of places below a fetch, by where they are seen from there. */
export type OwnPlaces = ReadonlyMap<Place, ClientValue>;

interface PlacedFetch {
  readonly node: FetchNode;
  /** Where it adds its fields. */
  readonly base: Place;
}

/**
 * The places of the answer that one fetch fills alone, and that no other fetch starts from: what stands there goes to the
 * client as it is, so it need never be an object.
 */
export function ownPlaces(
  plan: PlanNode | null,
  wanted: ReadonlyMap<Place, ClientValue>,
  documents: FetchDocuments,
): ReadonlyMap<FetchNode, OwnPlaces> {
  const own = new Map<FetchNode, Map<Place, ClientValue>>();
  if (!plan) return own;
  const fetches = fetchesOf(plan, '');
  const filledBy = new Map<Place, PlacedFetch | 'several'>();
  const touched = new Set<Place>();
  for (const fetch of fetches) {
    for (const place of filledPlaces(documents.get(fetch.node.operation), fetch.base)) {
      const known = filledBy.get(place);
      filledBy.set(place, known === undefined || known === fetch ? fetch : 'several');
    }
    for (const place of [fetch.base, ...readPlaces(fetch.node.requires ?? [], fetch.base)]) touch(place, touched);
  }
  for (const [place, value] of wanted) {
    const by = filledBy.get(place);
    if (!by || by === 'several' || touched.has(place) || by.node.outputRewrites?.length) continue;
    let places = own.get(by.node);
    if (!places) own.set(by.node, (places = new Map()));
    places.set(place.slice(by.base.length), value);
  }
  return own;
}

/** A place and all above it. */
function touch(place: Place, touched: Set<Place>): void {
  for (let at = place; at !== '' && !touched.has(at); at = at.slice(0, at.lastIndexOf('.'))) touched.add(at);
}

export function fetchesOf(node: PlanNode, base: Place): PlacedFetch[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((one) => fetchesOf(one, base));
    case 'Flatten':
      return fetchesOf(node.node, base + placeOf(node.path.map(String)));
    case 'Fetch':
      return [{ node, base }];
    case 'Condition':
    case 'Defer':
      return [];
  }
}

/** As the planner writes it: `@` for the entries of a list, `|[Book,Film]` behind a key for types alone. */
const placeOf = (path: readonly string[]): Place =>
  path
    .map((text) => text.split('|')[0] ?? '')
    .filter((key) => key !== '' && key !== '@')
    .map((key) => `.${key}`)
    .join('');

/** The keys that a fetch fills of the objects at its own place. */
export const filledKeys = (document: FetchDocument): readonly string[] => [
  ...new Set(
    filledPlaces(document, '')
      .filter((place) => place.lastIndexOf('.') === 0)
      .map((place) => place.slice(1)),
  ),
];

function filledPlaces({ document, byEntity }: FetchDocument, base: Place): Place[] {
  const places: Place[] = [];
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const walk = (set: SelectionSetNode, place: Place): void => {
    for (const one of set.selections) {
      if (one.kind === Kind.FIELD) {
        const below = `${place}.${one.alias?.value ?? one.name.value}`;
        places.push(below);
        if (one.selectionSet) walk(one.selectionSet, below);
      } else {
        const fragment = one.kind === Kind.FRAGMENT_SPREAD ? fragments.get(one.name.value) : one;
        if (fragment) walk(fragment.selectionSet, place);
      }
    }
  };
  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    const roots = byEntity
      ? one.selectionSet.selections.flatMap((root) =>
          root.kind === Kind.FIELD && root.selectionSet ? [root.selectionSet] : [],
        )
      : [one.selectionSet];
    for (const root of roots) walk(root, base);
  }
  return places;
}

function readPlaces(selections: readonly QueryPlanSelectionNode[], place: Place): Place[] {
  return selections.flatMap((one) => {
    if (one.kind === 'InlineFragment') return readPlaces(one.selections, place);
    const below = `${place}.${one.alias ?? one.name}`;
    return [below, ...readPlaces(one.selections ?? [], below)];
  });
}
