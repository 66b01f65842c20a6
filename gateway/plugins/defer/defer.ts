import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { AnswerPiece, Engine } from '../../engine.ts';
import { cacheUse, knownUse, wishOf } from '../cache/cache-use.ts';
import { noteOf } from '../cache/outcome.ts';
import { json, preferred, response } from '../media-types.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The only form of parts that is spoken, as Apollo Server knows it; Apollo Client asks for it by this name. */
const ours = 'multipart/mixed; deferSpec=20220824';

/**
 * Answers operations with `@defer` in parts (multipart/mixed) to clients that say they can read that. Everybody else gets
 * the whole answer at once.
 */
export function deferPlugin(engine: Engine, format: FormatError): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation(asked) {
          const { request, contextValue, queryHash = '' } = asked;
          // What follows a mutation is for the caches to know, so it comes in one.
          if (asked.operation.operation !== 'query' || !asked.source.includes('@defer')) return null;
          if (!reads(request.http?.headers.get('accept'))) return null;
          const parts = engine.inParts?.({ ...asked, queryHash, context: contextValue }) ?? null;
          if (!parts) return null;
          // Apollo Server would take it for another form, or for none, when the client says more (a boundary).
          request.http?.headers.set('accept', ours);
          cacheUse(contextValue, wishOf(request.http?.headers.get('cache-control')));
          const [first, ...rest] = (await parts.next()).value as readonly AnswerPiece[];
          const { data = null, errors = [] } = first ?? {};
          const told = errors.length > 0 ? { errors: formatted(errors, format) } : {};
          return {
            http: { status: 200, headers: new HeaderMap() },
            body: {
              kind: 'incremental',
              initialResult: { ...told, data, hasNext: true },
              subsequentResults: following(rest, parts, contextValue, format),
            },
          };
        },
      };
    },
  };
}

/** Apollo's clients may name a boundary too; which one it is says the answer. */
const boundary = /;\s*boundary=("[^"]*"|[^\s;,]*)/gi;

const reads = (accept: string | undefined): boolean =>
  accept !== undefined &&
  preferred(accept.replaceAll(boundary, ''), [json, response, 'multipart/mixed', ours]) === ours;

async function* following(
  ready: readonly AnswerPiece[],
  parts: AsyncGenerator<readonly AnswerPiece[]>,
  context: RequestContext,
  format: FormatError,
) {
  if (ready.length > 0) yield { hasNext: true, incremental: ready.map((piece) => written(piece, format)) };
  try {
    for await (const pieces of parts) yield { hasNext: true, incremental: pieces.map((one) => written(one, format)) };
    const cache = noteOf(knownUse(context), false);
    yield { hasNext: false, extensions: { ...(cache && { cache }), sources: context.ledger.report() } };
  } catch (error) {
    const errors = [format({ message: '' }, error)];
    yield { hasNext: false, incremental: [{ data: null, path: [], errors }] };
  }
}

function written({ data, path, label, errors }: AnswerPiece, format: FormatError) {
  const told = errors.length > 0 ? { errors: formatted(errors, format) } : {};
  return { ...told, data, path, ...(label !== null && { label }) };
}

const formatted = (errors: readonly GraphQLError[], format: FormatError): GraphQLFormattedError[] =>
  errors.map((error) => format(error.toJSON(), error));
