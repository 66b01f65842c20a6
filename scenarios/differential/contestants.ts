import { createHash } from 'node:crypto';
import { execute, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { EngineFactory, GatewayOperation, Service } from '../../gateway/engine.ts';
import { answerErrors } from '../../gateway/engines/answer-errors.ts';
import { createRequestContext, type RequestContext } from '../../kit/context.ts';
import { toGraphQLError } from '../../kit/errors/to-graphql-error.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import { nullForNonNull } from './compare.ts';
import type { Operation } from './generate/operations.ts';
import { monolith } from './oracle/monolith.ts';

export interface ToldError {
  readonly message: string;
  readonly path: readonly (string | number)[] | null;
  readonly code: string | null;
}

export interface Answer {
  readonly data: unknown;
  readonly errors: readonly ToldError[];
}

/** Whoever answers operations. */
export interface Contestant {
  readonly name: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** An operation that comes this often is answered by what it is answered by from then on. */
  readonly settlesAt: number;
  ask(operation: Operation): Promise<Answer>;
  stop(): Promise<void>;
}

const log = pino({ level: 'silent' });
const contextOf = (): RequestContext => createRequestContext({ requestId: 'differential', timeoutMs: 20_000 });

const told = (errors: readonly GraphQLError[] | undefined): ToldError[] =>
  (errors ?? []).map(({ message, path, extensions }) => ({
    message,
    path: path ?? null,
    code: typeof extensions['code'] === 'string' ? extensions['code'] : null,
  }));

/** As the client gets it: through JSON. */
const answerOf = (data: unknown, errors: readonly GraphQLError[] | undefined): Answer => ({
  data: data === undefined ? null : (JSON.parse(JSON.stringify(data)) as unknown),
  errors: told(errors),
});

/** An engine of the gateway, called as Apollo Server calls it. */
export async function engineContestant(
  name: string,
  factory: EngineFactory,
  supergraphSdl: string,
  services: readonly Service[],
): Promise<Contestant> {
  const engine = await factory(supergraphSdl, {
    services,
    log,
    subgraphTimeoutMs: 10_000,
    maxSubgraphAnswerBytes: 32 * 1024 * 1024,
  });
  let schema: GraphQLSchema | undefined;
  engine.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const { executor } = await engine.load({ apollo: {} } as Parameters<typeof engine.load>[0]);
  if (!schema || !executor) throw new Error(`engine ${name} gave no schema or no executor`);
  const apiSchema = schema;
  return {
    name,
    schema: apiSchema,
    // gateway/engines/hub/code.ts
    settlesAt: name === 'hub' ? 3 : 1,
    async ask(operation) {
      const { data, errors } = await executor(requestOf(operation, apiSchema));
      return answerOf(data, errors);
    },
    stop: async () => engine.stop?.(),
  };
}

function requestOf({ text, document, operationName, variables }: Operation, schema: GraphQLSchema): GatewayOperation {
  const node = getOperationAST(document, operationName);
  const request = { query: text, variables, ...(operationName !== null && { operationName }) };
  const queryHash = createHash('sha256').update(text).digest('hex');
  const asked: Pick<GatewayOperation, 'context' | 'document' | 'queryHash' | 'request' | 'schema' | 'source'> & object =
    {
      schema,
      document,
      source: text,
      queryHash,
      context: contextOf(),
      request: request as GatewayOperation['request'],
    };
  const rest = { operation: node, operationName, metrics: {}, logger: quiet, overallCachePolicy: {}, cache: {} };
  return { ...rest, ...asked } as unknown as GatewayOperation;
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const isForbiddenNull = ({ message }: GraphQLError): boolean =>
  message.startsWith('Cannot return null for non-nullable field');
const forbiddenNull = ({ message, path }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code: nullForNonNull } });

/** graphql-js on everything as one schema. */
export function oracleContestant(
  apiSchema: GraphQLSchema,
  supergraphSdl: string,
  subgraphs: readonly RunningSubgraph[],
): Contestant {
  const whole = monolith(apiSchema, supergraphSdl, subgraphs);
  return {
    name: 'oracle',
    schema: whole.schema,
    settlesAt: 1,
    async ask({ document, operationName, variables }) {
      const isMutation = getOperationAST(document, operationName)?.operation === 'mutation';
      const { data, errors } = await execute({
        schema: whole.schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: whole.contextOf(contextOf(), isMutation ? 'Mutation' : 'Query'),
      });
      const place = { log, requestId: 'differential' };
      const coded = errors?.map((error) =>
        isForbiddenNull(error) ? forbiddenNull(error) : error.path ? toGraphQLError(error, place) : error,
      );
      return answerOf(data, coded && answerErrors(coded, data as Parameters<typeof answerErrors>[1]));
    },
    stop: async () => undefined,
  };
}
