import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { ObservedRequests } from './observe-requests.ts';
import { codesOf, endOperationSpan, outcomeOf, type RequestRecord } from './request-record.ts';
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
      return { ...(trace && stages(trace)), didResolveOperation: naming(record), willSendResponse: ending(record) };
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

const naming =
  (record: RequestRecord): NonNullable<Listener['didResolveOperation']> =>
  async ({ operation }) => {
    if (operation) nameOperation(record, operation);
  };

const cacheStatusOf = (note: unknown): string | null =>
  typeof note === 'object' && note !== null && 'status' in note && typeof note.status === 'string' ? note.status : null;

const ending =
  (record: RequestRecord): NonNullable<Listener['willSendResponse']> =>
  async ({ operation, document, response: { body } }) => {
    const { errors = [], data, extensions } = body.kind === 'single' ? body.singleResult : body.initialResult;
    endOperation(record, {
      operation,
      document,
      errors,
      hasData: data !== undefined && data !== null,
      cache: extensions?.['cache'],
      isWhole: body.kind === 'single',
    });
    if (body.kind === 'incremental') body.subsequentResults = heard(body.subsequentResults, record);
  };

interface Part {
  readonly incremental?: readonly { readonly errors?: readonly GraphQLFormattedError[] }[];
}

/** The same parts; the errors in them are errors of the operation. */
async function* heard<T extends Part>(parts: AsyncIterable<T>, record: RequestRecord): AsyncGenerator<T, void> {
  for await (const part of parts) {
    addCodes(record, codesOf((part.incremental ?? []).flatMap(({ errors = [] }) => errors)));
    yield part;
  }
}

function addCodes(record: RequestRecord, codes: readonly string[]): void {
  const [first] = codes;
  if (first === undefined) return;
  if (record.outcome === 'ok') {
    record.outcome = 'partial';
    record.operation?.fail(first);
  }
  record.codes = [...record.codes, ...codes];
}

/** How one operation was answered. */
export interface AnsweredOperation {
  /** Undefined when the request did not become one. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly document: DocumentNode | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly hasData: boolean;
  /** `extensions.cache` of the answer. */
  readonly cache: unknown;
  /** Nothing follows. */
  readonly isWhole: boolean;
}

/** Enters in the record of a request which operation it is, before it runs: the client may leave before the answer. */
export function nameOperation(record: RequestRecord, { operation, name }: OperationDefinitionNode): void {
  record.operationType = operation;
  record.operationName = name?.value ?? null;
}

/** Enters in the record of a request what became of its operation, and ends its span. */
export function endOperation(record: RequestRecord, answered: AnsweredOperation): void {
  const { operation, document, errors, hasData, cache, isWhole } = answered;
  record.cacheStatus = cacheStatusOf(cache);
  record.codes = errors.length > 0 ? codesOf(errors) : [];
  record.outcome = outcomeOf(record.codes, hasData);
  if (operation) nameOperation(record, operation);
  const trace = record.operation;
  if (!trace || record.isOperationEnded) return;
  if (document) trace.set({ 'graphql.document': strippedDocument(document) });
  if (record.outcome !== 'ok') trace.fail(record.codes[0] ?? 'INTERNAL_SERVER_ERROR');
  if (isWhole) endOperationSpan(record);
}
