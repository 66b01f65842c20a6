import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { RequestContext } from '../context.ts';
import type { ObservedRequests } from './observe-requests.ts';
import { codesOf, outcomeOf, type RequestRecord } from './request-record.ts';
import { strippedDocument } from './stripped-document.ts';
import type { Trace } from './trace.ts';

type Listener = GraphQLRequestListener<RequestContext>;

/** Tells of each request which operation it was and how it ended; its stages become spans. */
export function observedOperations(observed: () => ObservedRequests): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const record = observed().recordOf(contextValue);
      if (!record) return undefined;
      const { trace } = contextValue;
      return trace ? { ...stages(trace), willSendResponse: ending(record) } : { willSendResponse: ending(record) };
    },
  };
}

/** Documents that are known are neither parsed nor validated again, so these spans are seldom there. */
const stages = (trace: Trace): Pick<Listener, 'parsingDidStart' | 'validationDidStart'> => ({
  async parsingDidStart() {
    const span = trace.child('graphql.parse');
    return async (error) => {
      if (error) span.fail('GRAPHQL_PARSE_FAILED');
      span.end();
    };
  },
  async validationDidStart() {
    const span = trace.child('graphql.validate');
    return async (errors) => {
      if (errors?.length) span.fail('GRAPHQL_VALIDATION_FAILED');
      span.end();
    };
  },
});

const cacheStatusOf = (note: unknown): string | null =>
  typeof note === 'object' && note !== null && 'status' in note && typeof note.status === 'string' ? note.status : null;

const ending =
  (record: RequestRecord): NonNullable<Listener['willSendResponse']> =>
  async ({ operation, operationName, document, response: { body } }) => {
    const { errors = [], data, extensions } = body.kind === 'single' ? body.singleResult : body.initialResult;
    record.cacheStatus = cacheStatusOf(extensions?.['cache']);
    record.codes = errors.length > 0 ? codesOf(errors) : [];
    record.outcome = outcomeOf(record.codes, data !== undefined && data !== null);
    if (operation) {
      record.operationType = operation.operation;
      record.operationName = operationName ?? null;
    }
    const trace = record.operation;
    if (!trace) return;
    if (operation) {
      trace.rename(operation.operation);
      trace.set({ 'graphql.operation.type': operation.operation });
    }
    if (operationName) trace.set({ 'graphql.operation.name': operationName });
    if (document) trace.set({ 'graphql.document': strippedDocument(document) });
    if (record.outcome !== 'ok') trace.fail(record.codes[0] ?? 'INTERNAL_SERVER_ERROR');
    if (body.kind === 'incremental') return;
    trace.end();
    record.isOperationEnded = true;
  };
