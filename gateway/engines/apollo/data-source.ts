import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import { answerOf, type CallableSubgraph } from '../../calls/answer-of.ts';
import type { FetchDocuments } from '../../calls/fetch-document.ts';
import type { SubgraphRequest } from '../../calls/subgraph-call.ts';

/** One subgraph as the stock gateway calls it; it never throws. */
export function dataSource(subgraph: CallableSubgraph, documents: FetchDocuments): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const fetch = documents.get(request.query ?? '');
      const asked: SubgraphRequest = { text: request.query ?? '', fetch, variables: request.variables ?? {} };
      const { data, errors } = await answerOf(subgraph, asked, context as RequestContext);
      return errors.length > 0 ? { data, errors: errors.map(formatted) } : { data };
    },
  };
}

const formatted = ({ message, path, extensions }: GraphQLError): GraphQLFormattedError => ({
  message,
  ...(path && { path }),
  extensions,
});
