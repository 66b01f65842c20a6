import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.ts';

/** `extensions.sources` in every answer: which systems answered, so that null-because-absent and null-because-down differ. */
export const sourcesPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, sources: contextValue.ledger.report() };
      },
    };
  },
};
