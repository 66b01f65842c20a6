import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type ParseOptions,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../kit/context.ts';
import type { FaultFormat } from '../../kit/errors/to-graphql-format.ts';
import type { Trace } from '../../kit/telemetry/trace.ts';
import { errorsOf } from './errors-of.ts';
import { forgetCopies } from './forget-copies.ts';
import { forgetPlaces } from './places.ts';

/** As many as the engine keeps compiled; about 10 KB each. */
const most = 2_000;

export interface ValidationOptions {
  /** How much a document may ask: what asks for more is not looked at any further. */
  readonly limits: readonly ValidationRule[];
  /** All others that hold. */
  readonly rules: readonly ValidationRule[];
  readonly parsing: ParseOptions;
  /** Errors that are told. */
  readonly maxErrors: number;
}

/** A text that is no valid document. */
export interface Refused {
  /** Null when it is no document at all: the parser says why. */
  readonly document: DocumentNode | null;
  readonly errors: readonly GraphQLError[];
}

/** The documents of one schema that were found valid; those that are used least go first. */
export class ValidDocuments {
  readonly #known = new LRUCache<string, DocumentNode>({ max: most });
  readonly #schema: GraphQLSchema;
  readonly #options: ValidationOptions;

  constructor(schema: GraphQLSchema, options: ValidationOptions) {
    this.#schema = schema;
    this.#options = options;
  }

  /** `queryHash` is the SHA-256 of the text. */
  known(queryHash: string): DocumentNode | undefined {
    return this.#known.get(queryHash);
  }

  /**
   * Reads and checks a new text, in several turns of the event loop: what one of them takes, everybody waits. What is still
   * to do with the document afterwards, or to say of it, takes as long again.
   */
  async read(queryHash: string, text: string, trace: Trace | null): Promise<DocumentNode | Refused> {
    const parsed = trace?.child('graphql.parse');
    const document = parsedOrRefused(text, this.#options.parsing);
    await nextTurn();
    // The span is never ended then: Apollo Server parses it again, and says what is wrong.
    if (!('kind' in document)) return document;
    parsed?.end();
    const validated = trace?.child('graphql.validate');
    const errors = await this.#errors(document);
    if (errors.length > 0) validated?.fail('GRAPHQL_VALIDATION_FAILED');
    validated?.end();
    if (errors.length === 0) {
      forgetPlaces(document);
      this.#known.set(queryHash, document);
    }
    await nextTurn();
    return errors.length > 0 ? { document, errors } : document;
  }

  async #errors(document: DocumentNode): Promise<readonly GraphQLError[]> {
    const { limits, rules, maxErrors } = this.#options;
    try {
      forgetCopies(document);
      const over = errorsOf(this.#schema, document, limits, maxErrors);
      if (over.length > 0) return over;
      await nextTurn();
      return errorsOf(this.#schema, document, rules, maxErrors);
    } catch (error) {
      if (error instanceof RangeError) return [tooDeep()];
      throw error;
    }
  }
}

/** Deeper than the stack; the limit of depth does not count inline fragments. */
const tooDeep = (): GraphQLError =>
  new GraphQLError('The query is too deep. Split it.', { extensions: { code: 'QUERY_TOO_COMPLEX' } });

/** Stands for a document that is not valid: Apollo Server takes it for one that is, and nobody finds anything to do in it. */
const nothing: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

function parsedOrRefused(text: string, options: ParseOptions): DocumentNode | Refused {
  try {
    return parse(text, options);
  } catch (error) {
    return error instanceof RangeError ? { document: nothing, errors: [tooDeep()] } : { document: null, errors: [] };
  }
}

const public400 = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    ...(error.nodes && { nodes: error.nodes }),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...error.extensions, http: { status: 400 } },
  });

/**
 * Gives Apollo Server documents that are valid, and says what is wrong with those that are not: Apollo Server would say the
 * same, but in one turn, with all rules, and with stacks. What can't be parsed is left to it.
 */
export function validDocuments(
  options: ValidationOptions,
  faults: Pick<FaultFormat, 'format'>,
): ApolloServerPlugin<RequestContext> {
  const schemas = new WeakMap<GraphQLSchema, ValidDocuments>();
  const of = (schema: GraphQLSchema): ValidDocuments => {
    const known = schemas.get(schema) ?? new ValidDocuments(schema, options);
    schemas.set(schema, known);
    return known;
  };
  return {
    requestDidStart: async () => {
      let refused: Refused | null = null;
      return {
        async didResolveSource(asked) {
          const { schema, queryHash, source, contextValue } = asked;
          const documents = of(schema);
          const found = documents.known(queryHash) ?? (await documents.read(queryHash, source, contextValue.trace));
          if ('kind' in found) Object.assign(asked, { document: found });
          else if (found.document) {
            refused = found;
            Object.assign(asked, { document: nothing });
          }
        },
        async didResolveOperation() {
          const [first] = refused?.errors ?? [];
          // Apollo Server takes one here.
          if (first) throw public400(first);
        },
        async willSendResponse(asked) {
          const { body } = asked.response;
          if (!refused || body.kind !== 'single') return;
          const { document, errors } = refused;
          Object.assign(asked, { document });
          body.singleResult.errors = errors.map((error) => faults.format(public400(error), asked.contextValue));
        },
      };
    },
  };
}
