import type { FetchDataRewrite, FetchNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { answerOf, type CallableSubgraph } from '../../../calls/answer-of.ts';
import type { AnswerFetch, SupergraphFetches } from '../../../calls/fetch-cache.ts';
import type { FetchDocument, FetchDocuments } from '../../../calls/fetch-document.ts';
import { compileMerge, merge, type Merge } from '../run/merge.ts';
import { planPath, type PlanPath } from '../run/places.ts';
import { setCall } from '../sets/set-call.ts';
import { laterBelow, type LaterKeys } from './later-keys.ts';
import { filledKeys, type OwnPlaces } from './own-places.ts';
import { compileRepresentation, type Represent } from './representation.ts';

/** One call into one subgraph, for all objects at one place of the answer. */
export interface FetchStep {
  readonly kind: 'fetch';
  readonly subgraph: CallableSubgraph;
  readonly answer: AnswerFetch;
  readonly text: string;
  readonly document: FetchDocument;
  readonly path: PlanPath;
  /** Variables that go along: name in the fetch, name that the client gave. */
  readonly variables: readonly (readonly [string, string])[];
  /** Null when it starts at the root. */
  readonly represent: (() => Represent) | null;
  /** Adds what came to the objects that it was asked for. */
  readonly merge: () => Merge;
  /** Number of what it asks by: steps of an operation that start together and have the same number ask for the same objects. */
  readonly asks: number;
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
}

export interface StepGroup {
  readonly kind: 'sequence' | 'parallel';
  readonly steps: readonly Step[];
}

export type Step = FetchStep | StepGroup;

export interface StepCompiler {
  readonly whole: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, CallableSubgraph>;
  readonly documents: FetchDocuments;
  /** Null when answers of fetches are not kept. */
  readonly fetches: SupergraphFetches | null;
  /** Variables that have another name in the plan: theirs there -> the client's. */
  readonly variables: ReadonlyMap<string, string>;
  /** What each fetch may write as text at once. */
  readonly own: ReadonlyMap<FetchNode, OwnPlaces>;
  readonly later: LaterKeys;
  /** What fetches of the plan ask by, numbered as it is met. */
  readonly asks: Map<string, number>;
}

export function compileSteps(node: PlanNode, compiler: StepCompiler, path: PlanPath = []): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((one) => compileSteps(one, compiler, path)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((one) => compileSteps(one, compiler, path)) };
    case 'Flatten':
      return compileSteps(node.node, compiler, [...path, ...planPath(node.path.map(String))]);
    case 'Fetch':
      return compileFetch(node, compiler, path);
    case 'Condition':
    case 'Defer':
      throw new Error(`a plan has ${node.kind}, though conditions are settled before planning and nothing is deferred`);
  }
}

function compileFetch(
  node: FetchNode,
  { whole, subgraphs, documents, fetches, variables, own, later, asks }: StepCompiler,
  path: PlanPath,
): FetchStep {
  const subgraph = subgraphs.get(node.serviceName);
  if (!subgraph) throw new Error(`a plan asks for subgraph ${node.serviceName}, which there is no service for`);
  const { call, running, log } = subgraph;
  const document = documents.get(node.operation);
  const kept = fetches?.around(subgraph.name, document) ?? null;
  // What is kept must serve other clients too.
  const places = (kept ? undefined : own.get(node)) ?? new Map<never, never>();
  const base = path.map(({ key }) => (key ? `.${key}` : '')).join('');
  return {
    kind: 'fetch',
    subgraph: running
      ? {
          ...subgraph,
          call: setCall(document, running, { otherwise: call, own: places, later: laterBelow(later, base), log }),
        }
      : subgraph,
    answer: kept ?? answerOf,
    text: node.operation,
    document,
    path,
    variables: (node.variableUsages ?? []).map((name) => [name, variables.get(name) ?? name]),
    represent: node.requires ? compileRepresentation(node.requires, whole) : null,
    // What else a subgraph at an address sends is taken as it comes; rewrites make keys of their own.
    merge: running && !node.outputRewrites?.length ? compileMerge(filledKeys(document)) : () => merge,
    asks: numberOf(asks, path, node),
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
  };
}

function numberOf(asks: Map<string, number>, path: PlanPath, { requires, inputRewrites }: FetchNode): number {
  const text = JSON.stringify([path.map(({ key, types }) => [key, [...(types ?? [])]]), requires, inputRewrites]);
  const known = asks.get(text) ?? asks.size;
  asks.set(text, known);
  return known;
}
