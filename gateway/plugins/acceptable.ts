import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';
import { json, preferred, response } from './media-types.ts';

/** Refuses a mutation whose answer the client does not take (406): Apollo Server looks at that only when it has been done. */
export const acceptablePlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request, operation }) {
        if (operation?.operation !== 'mutation') return;
        if (preferred(request.http?.headers.get('accept'), [json, response]) !== null) return;
        throw new GraphQLError('Accept application/json or application/graphql-response+json.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 406 } },
        });
      },
    };
  },
};
