import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';
import { withAbortSignal } from '../../kit/lifetime.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';

/** Three made-up subgraphs with an entity in lists: `people` owns Person, `letters` and `visits` add to it. */
const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';

export const sdl = {
  people: `${federation}
    type Person @key(fields: "id") { id: ID! name: String friends: [Person!] fault: String }
    type Query { person(id: ID!): Person people(first: Int = 3): [Person!] slow(ms: Int!): Int }
    type Mutation { rename(id: ID!, name: String!): Person }`,
  letters: `${federation}
    type Person @key(fields: "id") { id: ID! letters: [Letter!] letterCount: Int }
    type Letter { subject: String stamp: Stamp fault: String }
    type Stamp { cents: Int! }
    type Query { letterBox: String }`,
  visits: `${federation}
    type Person @key(fields: "id") { id: ID! visits: [Visit!] }
    type Visit { at: String }
    type Query { visitors: Int }`,
} as const;

export type MadeName = keyof typeof sdl;
export const names: readonly MadeName[] = ['people', 'letters', 'visits'];

export function supergraphOf(changed: Partial<Record<MadeName, string>> = {}, of: readonly MadeName[] = names): string {
  const result = composeServices(
    of.map((name) => ({
      name,
      url: `http://${name}.internal.example.com/`,
      typeDefs: parse(changed[name] ?? sdl[name]),
    })),
  );
  if (!result.supergraphSdl) throw new Error((result.errors ?? []).map((e) => e.message).join('\n'));
  return result.supergraphSdl;
}

/** What a made subgraph does, besides answering; change it between requests. */
export interface Mood {
  /** Milliseconds before each entity or root answer. */
  delayMs: number;
  /** Ignores the abort signal while it waits, as a resolver may. */
  deaf: boolean;
  /** Thrown by `fault` fields, and by everything when `always`. */
  fault: Error | null;
  always: boolean;
  ready: boolean;
  /** How many calls saw their signal aborted while they waited. */
  aborted: number;
  /** Keeps the context of each call in `seen`: for tests, not for a process that answers as long as it is asked. */
  remembers: boolean;
  readonly seen: RequestContext[];
}

export const calm = (): Mood => ({
  delayMs: 0,
  deaf: false,
  fault: null,
  always: false,
  ready: true,
  aborted: 0,
  remembers: true,
  seen: [],
});

export interface Made extends RunningSubgraph {
  readonly mood: Mood;
}

interface Reference {
  readonly id: string;
}

function remember({ remembers, seen }: Mood, context: RequestContext): void {
  if (remembers) seen.push(context);
}

async function behave(mood: Mood, context: RequestContext, system: string): Promise<void> {
  remember(mood, context);
  if (mood.delayMs > 0)
    await withAbortSignal(context.signal, (signal) =>
      sleep(mood.delayMs, undefined, mood.deaf ? {} : { signal }),
    ).catch(() => {
      mood.aborted++;
      context.ledger.record(system, 'TIMEOUT', mood.delayMs, null);
      throw context.signal.reason;
    });
  if (mood.always && mood.fault) throw mood.fault;
  context.ledger.record(system, 'OK', mood.delayMs, null);
}

export function madeSubgraph(name: MadeName, mood: Mood = calm()): Made {
  // Apollo's types know no context.
  const wait = (context: unknown): Promise<void> => behave(mood, context as RequestContext, `${name}-db`);
  const throwing = (): null => {
    if (mood.fault) throw mood.fault;
    return null;
  };
  const person = (id: string) => ({
    __typename: 'Person',
    id,
    name: `Person ${id}`,
    friends: () => ids(2).map(person),
    fault: throwing,
  });
  const rename = (_: unknown, args: { id: string; name: string }, context: unknown) => {
    remember(mood, context as RequestContext);
    return { ...person(args.id), name: args.name };
  };
  const letter = (n: number) => ({ subject: `Letter ${n}`, stamp: { cents: n }, fault: throwing });
  const extra = { letters: () => [letter(1), letter(2)], letterCount: 2, visits: [{ at: '2026-01-01T00:00:00Z' }] };
  const root = {
    people: {
      person: async (_: unknown, { id }: Reference, context: unknown) => wait(context).then(() => person(id)),
      people: async (_: unknown, { first }: { first: number }, context: unknown) =>
        wait(context).then(() => ids(first).map(person)),
      slow: async (_: unknown, { ms }: { ms: number }, context: unknown) =>
        withAbortSignal((context as RequestContext).signal, (signal) => sleep(ms, ms, { signal })),
    },
    letters: {
      letterBox: async (_: unknown, __: unknown, context: unknown) => wait(context).then(() => 'full'),
    },
    visits: { visitors: async (_: unknown, __: unknown, context: unknown) => wait(context).then(() => 7) },
  }[name];
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl[name]),
    resolvers: {
      Query: root,
      ...(name === 'people' && { Mutation: { rename } }),
      Person: {
        __resolveReference: async ({ id }: Reference, context: unknown) =>
          wait(context).then(() => (name === 'people' ? person(id) : { id, ...extra })),
      },
    },
  });
  return {
    name,
    mood,
    schema,
    sets: null,
    ready: async () => (mood.ready ? undefined : Promise.reject(new HubError('LEGACY_UNAVAILABLE', 'not ready'))),
    stop: async () => undefined,
  };
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1));
