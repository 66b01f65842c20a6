import type { GraphQLSchema } from 'graphql';
import type { answerOf } from './answer-of.ts';
import type { FetchDocument } from './fetch-document.ts';

/** Answers one fetch, as `answerOf` does. */
export type AnswerFetch = typeof answerOf;

/** Something before the calls that may know the answers of fetches already. */
export interface FetchCache {
  /** Asked once per supergraph; `whole` is its schema with what is inaccessible to clients. */
  over(supergraphSdl: string, whole: GraphQLSchema): SupergraphFetches;
}

export interface SupergraphFetches {
  /** What answers this fetch instead of `answerOf`; null when nothing of it may be kept. Asked once per compiled fetch. */
  around(subgraph: string, fetch: FetchDocument): AnswerFetch | null;
}
