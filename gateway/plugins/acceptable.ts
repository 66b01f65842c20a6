import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';
import { mediaRanges, preferred } from '../../kit/http/accept.ts';

export const json = 'application/json';
const response = 'application/graphql-response+json';

/** The media type of an answer in one to a client that sends this header `accept`, as Apollo Server chooses it; null when it takes none. */
export const typeFor = (accept: string | undefined) => preferred(mediaRanges(accept), [json, response]);

/** Refuses a mutation whose answer the client does not take (406): Apollo Server looks at that only when it has been done. */
export const acceptablePlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request, operation }) {
        if (operation?.operation !== 'mutation' || typeFor(request.http?.headers.get('accept')) !== null) return;
        throw new GraphQLError(`Accept ${json} or ${response}.`, {
          extensions: { code: 'BAD_REQUEST', http: { status: 406 } },
        });
      },
    };
  },
};
