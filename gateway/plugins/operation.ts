import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });

/** Says which operation is missing, before an engine is asked for one that does not exist, that the schema has not, or that none runs. */
export const operationPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, request, document, schema }) {
        if (operation && !schema.getRootType(operation.operation))
          throw refused(`The schema has no ${operation.operation}.`);
        if (operation?.operation === 'subscription') throw refused('This gateway answers no subscriptions.');
        if (operation) return;
        const names = document.definitions.flatMap((d) =>
          d.kind === Kind.OPERATION_DEFINITION ? [d.name?.value ?? ''] : [],
        );
        const message = request.operationName
          ? `Unknown operation named "${request.operationName}". The document has: ${names.join(', ') || 'none'}.`
          : names.length > 0
            ? `Must provide operation name: the document has ${names.length} operations.`
            : 'The document has no operation.';
        throw refused(message);
      },
    };
  },
};
