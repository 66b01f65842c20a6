import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';
import type { ApolloAnswer } from '../../kit/http/graphql-route.ts';
import type { AnsweredOperation } from '../../kit/telemetry/observed-operations.ts';
import { planHeader } from '../plugins/plan-view/plan-view.ts';
import { unrunnable } from '../plugins/unrunnable.ts';
import { RefusedBodies, RefusedBody } from './refused-bodies.ts';

/** Larger answers are not remembered. */
const longestAnswer = 65_536;

/**
 * Remembers what Apollo Server refuses before it runs anything: the same body is refused again for the same schema, so it is
 * neither read as JSON nor as GraphQL. Not for trusted documents, of which others may be trusted the next time.
 */
export class Refusals {
  readonly #bodies = new RefusedBodies();
  #schema: GraphQLSchema | undefined;
  /** What became of requests by their body; null for those that are not to be remembered. */
  readonly #answered = new WeakMap<object, AnsweredOperation | null>();

  readonly plugin: ApolloServerPlugin<RequestContext> = {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema }) => {
        this.#schema = apiSchema;
        this.#bodies.clear();
      },
    }),
    requestDidStart: async ({ request: { http } }) => {
      const asked = http?.body;
      if (typeof asked !== 'object' || asked === null) return;
      this.#answered.set(asked, null);
      return {
        willSendResponse: async ({ response: { body }, operation, document, schema }) => {
          if (body.kind !== 'single' || schema !== this.#schema) return;
          const { errors = [], data, extensions } = body.singleResult;
          if (data !== undefined || extensions?.['cache'] !== undefined) return;
          if (errors.length === 0 || !errors.every((error) => unrunnable.has(error.extensions?.['code']))) return;
          this.#answered.set(asked, {
            operation,
            document,
            errors,
            hasData: false,
            cache: undefined,
            isWhole: true,
          });
        },
      };
    },
  };

  find({ method, headers }: FastifyRequest, text: string): RefusedBody | undefined {
    return method === 'POST' && headers[planHeader] === undefined ? this.#bodies.find(text, headers.accept) : undefined;
  }

  learn({ method, headers, body, bodyText }: FastifyRequest, { status, headers: told, text }: ApolloAnswer): void {
    if (method !== 'POST' || bodyText === undefined || headers[planHeader] !== undefined) return;
    if ((status !== 200 && status !== 400) || text.length > longestAnswer) return;
    // What Apollo Server has not even begun with is no request of GraphQL: that depends on the body alone.
    const answered = typeof body === 'object' && body !== null ? this.#answered.get(body) : undefined;
    if (answered === null) return;
    const operation = answered ?? null;
    this.#bodies.add(bodyText, new RefusedBody({ accept: headers.accept, status, headers: told, text, operation }));
  }
}
