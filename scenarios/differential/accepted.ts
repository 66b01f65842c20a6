import type { EngineName } from '../../gateway/engines/engines.ts';
import type { Difference } from './compare.ts';
import type { Operation } from './generate/operations.ts';

/** A difference from the oracle that is no fault of ours, with its reason. */
export interface Accepted {
  readonly name: string;
  /** Whose difference. */
  readonly who: readonly EngineName[];
  readonly reason: string;
  readonly applies: (operation: Operation, difference: Difference) => boolean;
}

const selects = ({ text }: Operation, ...names: readonly string[]): boolean =>
  names.some((name) => new RegExp(String.raw`\b${name}\b`).test(text));

/** Whether the faults that are missing are those that are too many, at other places. */
function isSameElsewhere(what: string): boolean {
  const [missing, extra] = (/^missing \[(.*)\], too many \[(.*)\]$/.exec(what) ?? []).slice(1).map((told) =>
    told
      .split('; ')
      .map((one) => one.slice(one.indexOf(' ') + 1))
      .sort()
      .join(),
  );
  return missing !== undefined && missing !== '' && missing === extra;
}

/** Every accepted difference; a run counts how often each was used, and everything else fails it. */
export const accepted: readonly Accepted[] = [
  {
    name: 'order of keys',
    who: ['apollo'],
    reason:
      'The stock gateway writes a __typename that is selected twice where the planner put it, not where it stands first.',
    applies: (_, { kind }) => kind === 'order',
  },
  {
    name: '__typename beside fields of an @interfaceObject',
    who: ['apollo'],
    reason:
      'The stock gateway renames an entity to the interface for its way into the subgraph with the @interfaceObject, and keeps that ' +
      'name when __typename is selected: the object is lost.',
    applies: (operation, { kind }) =>
      kind !== 'order' && selects(operation, 'reviews', 'score') && selects(operation, '__typename'),
  },
  {
    name: '@requires with arguments beside the same field',
    who: ['apollo'],
    reason:
      'The stock planner asks for a required field with its arguments under the response key of the same field of the client: one ' +
      'gets the value of the other (requires-with-argument-conflict of the federation audit).',
    applies: (operation, { kind }) =>
      kind !== 'order' && selects(operation, 'label', 'sticker') && selects(operation, 'title', 'sticker'),
  },
  {
    name: 'an alias that is the name of a needed field',
    who: ['apollo'],
    reason:
      'The stock gateway takes keys and required fields off the answer by name, where another field stands under that alias.',
    applies: ({ text }, { kind }) =>
      kind !== 'order' && /\b(id|isbn|email|code|name|title|price|minutes|director): \w+/.test(text),
  },
  {
    name: 'an object of which nothing is included',
    who: ['apollo'],
    reason:
      'When @skip and @include leave nothing of a selection, the stock gateway does not fetch the object: null instead of {}, and no error of it.',
    applies: ({ text }, { kind, what }) =>
      /@(skip|include)/.test(text) &&
      (kind === 'data' ? /null instead of .*\{\}/.test(what) : what.endsWith('], too many []')),
  },
  {
    name: 'the place of a fault in a list',
    who: ['apollo'],
    reason:
      'The stock gateway counts the entities that it asked for, not those of the list: a fault of the third object is told of the second when ' +
      'the first needed nothing.',
    applies: (_, { kind, what }) => kind === 'errors' && isSameElsewhere(what),
  },
  {
    name: 'a fragment within a fragment on an interface',
    who: ['apollo'],
    reason:
      'The stock planner looks whether a fragment of the client fits into a fetch, and loses one on an object type that stands in another ' +
      'on its interface.',
    applies: ({ text }, { kind, what }) =>
      kind === 'data' && what.includes('"no such key" instead of') && /\.\.\. on (Named|Media) \{/.test(text),
  },
  {
    name: 'a null that an argument refuses, of an object that nobody knows',
    who: ['apollo', 'hub'],
    reason:
      'The subgraph that has the field refuses its arguments. When the object is not known on the way there, the subgraph is not asked: ' +
      'the field is null, and its error is not told.',
    applies: ({ variables }, { kind, what }) =>
      kind === 'errors' &&
      /^missing \[(\S+ INTERNAL_SERVER_ERROR|below the null \S+)\], too many \[\]$/.test(what) &&
      Object.values(variables).includes(null),
  },
  {
    name: 'a variable with a wrong value of a custom scalar',
    who: ['apollo', 'hub'],
    reason:
      'A supergraph has the name of a scalar and not what it takes, so no gateway can refuse the request: the subgraph refuses the field. ' +
      'The oracle knows the scalars and refuses the request.',
    applies: ({ text }, { kind, what }) =>
      kind === 'data' &&
      /^at the root: .* instead of null$/.test(what) &&
      /\$\w+: \[*(DateTime|Date|Decimal|SourceSystem)/.test(text),
  },
  {
    name: 'a fault of what came along through an @interfaceObject',
    who: ['apollo', 'hub'],
    reason:
      'The planner asks the subgraph with the @interfaceObject once for all types, although the client wants one field of one type and ' +
      'another of another: a fault of a field that nobody asked of an object is told of that object.',
    applies: ({ text }, { kind, what }) =>
      kind === 'errors' &&
      /^missing \[\], too many \[\S+ LEGACY_TIMEOUT (Review|Media)\.\w+ took too long\.\]$/.test(what) &&
      /\breviews\b/.test(text) &&
      /\bscore\b/.test(text),
  },
];
