import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../kit/context.ts';
import type { FaultFormat } from '../../kit/errors/to-graphql-format.ts';
import { numeral } from '../../kit/json-scalars.ts';
import type { SourceLedger } from '../../kit/source-ledger.ts';
import type { ApolloAnswer } from '../../kit/http/graphql-route.ts';
import type { ObservedRequests } from '../../kit/telemetry/observe-requests.ts';
import { endOperation, nameOperation } from '../../kit/telemetry/observed-operations.ts';
import type { Engine, GatewayResult } from '../engine.ts';
import { JsonText, answerJson } from '../engines/json-text.ts';
import type { CostLimit, CostNote } from '../plugins/cost/cost.ts';
import type { PersistedOperations } from '../plugins/persisted/persisted.ts';
import { planHeader } from '../plugins/plan-view/plan-view.ts';
import { readAsked, type Asked } from './asked.ts';
import { DirectOperation } from './direct-operation.ts';
import { KnownRequests, type KnownRequest } from './known-requests.ts';
import type { Refusals } from './refusals.ts';
import { RefusedBody } from './refused-bodies.ts';
import { compileVariables } from '../engines/compile-variables.ts';

export interface DirectParts {
  readonly answer: NonNullable<Engine['answer']>;
  readonly persisted: Pick<PersistedOperations, 'textOf'>;
  readonly cost: Pick<CostLimit, 'checkOf'>;
  readonly faults: Pick<FaultFormat, 'format'>;
  /** Null where the same body may be refused once and answered later. */
  readonly refusals: Pick<Refusals, 'learn'> | null;
  observed(): Pick<ObservedRequests, 'recordOf'>;
}

/** What is to be done for one request. */
interface Turn {
  readonly known: KnownRequest;
  readonly asked: Asked;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly cost: CostNote | undefined;
  readonly contentType: string;
}

/** Values of `accept` whose content type is remembered. */
const mostAccepts = 100;

/**
 * Answers what Apollo Server has answered before: the same text for the same schema is valid again, so nothing is left to do
 * but to coerce variables, to weigh, to run and to write. Everything else, and everything of which there is something to
 * say before it runs, is Apollo Server's; it answers byte for byte the same.
 */
export class DirectAnswers {
  readonly #parts: DirectParts;
  readonly #known = new KnownRequests();
  readonly #contentTypes = new LRUCache<string, string>({ max: mostAccepts });

  constructor(parts: DirectParts) {
    this.#parts = parts;
  }

  /** Learns from Apollo Server what it found valid. */
  readonly plugin: ApolloServerPlugin<RequestContext> = {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema }) => {
        this.#known.useSchema(apiSchema);
      },
    }),
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response: { body }, source, document, operation, queryHash, schema }) => {
        if (body.kind !== 'single' || !body.singleResult.data) return;
        // An answer may come in parts; who reads which form is told by headers.
        if (!document || !operation || !queryHash || !source || source.includes('@defer')) return;
        const name = request.operationName ?? '';
        // What Apollo Server answers again and again, for plans for one, is learned once.
        if (this.#known.find(source, name)) return;
        const coerce = compileVariables(schema, operation.variableDefinitions);
        const cost = this.#parts.cost.checkOf(schema, document, operation);
        this.#known.add(source, name, { schema, document, operation, queryHash, coerce, cost });
      },
    }),
  };

  /** Learns the content type that Apollo Server gives to who accepts this. */
  learnContentType(accept: string | undefined, contentType: string): void {
    this.#contentTypes.set(accept ?? '', contentType);
  }

  learnAnswer(request: FastifyRequest, answer: ApolloAnswer): void {
    this.#parts.refusals?.learn(request, answer);
  }

  /** Null for what is Apollo Server's to answer; nothing has been done then. */
  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    context: () => RequestContext,
  ): Promise<string | Buffer> | Buffer | null {
    if (request.body instanceof RefusedBody) return this.#refuse(request.body, reply, context);
    const turn = this.#turn(request);
    return turn && this.#run(turn, request, reply, context());
  }

  #refuse(refused: RefusedBody, reply: FastifyReply, context: () => RequestContext): Buffer {
    const record = this.#parts.observed().recordOf(context());
    if (record && refused.operation) endOperation(record, refused.operation);
    return refused.answer(reply);
  }

  #turn(request: FastifyRequest): Turn | null {
    const { headers } = request;
    const contentType = this.#contentTypes.get(headers.accept ?? '');
    if (contentType === undefined || headers[planHeader] !== undefined) return null;
    const asked = readAsked(request);
    const text = asked && this.#parts.persisted.textOf(asked);
    if (!asked || text === null) return null;
    const known = this.#known.find(text, asked.operationName);
    if (!known || (request.method === 'GET' && known.operation.operation !== 'query')) return null;
    const coerced = known.coerce(asked.variables);
    if (!coerced) return null;
    try {
      return { known, asked, coerced, contentType, cost: known.cost(asked.variables) };
    } catch {
      return null;
    }
  }

  async #run(
    turn: Turn,
    request: FastifyRequest,
    reply: FastifyReply,
    context: RequestContext,
  ): Promise<string | Buffer> {
    const { known, asked, coerced, cost, contentType } = turn;
    const record = this.#parts.observed().recordOf(context);
    if (record) nameOperation(record, known.operation);
    const direct = new DirectOperation({ known, asked, coerced, context, headers: request.headers });
    let result: GatewayResult;
    try {
      result = await this.#parts.answer(direct);
    } catch (fault) {
      result = {
        errors: [fault instanceof GraphQLError ? fault : new GraphQLError('', { originalError: asError(fault) })],
      };
      void reply.code(500);
    }
    const { data, errors: found, extensions: told } = result;
    const errors = found?.map((error) => this.#parts.faults.format(error, context));
    if (record) {
      const { operation, document } = known;
      const hasData = data !== undefined && data !== null;
      endOperation(record, {
        operation,
        document,
        errors: errors ?? [],
        hasData,
        cache: told?.['cache'],
        isWhole: true,
      });
    }
    direct.writeHead(reply, contentType, errors !== undefined);
    const extensions = new JsonText(extensionsText(told, context.ledger, cost));
    return answerJson({ errors, data, extensions });
  }
}

/** What the engine told, the sources and the cost, as JSON. */
function extensionsText(told: GatewayResult['extensions'], ledger: SourceLedger, cost: CostNote | undefined): string {
  const inner = told ? JSON.stringify(told).slice(1, -1) : '';
  const before = inner === '' ? '' : `${inner},`;
  const after = cost
    ? `,"cost":{"estimated":${numeral(cost.estimated)},"max":${cost.max === null ? 'null' : numeral(cost.max)}}`
    : '';
  return `{${before}"sources":${ledger.toText()}${after}}`;
}

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)));
