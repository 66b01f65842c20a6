import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  parse,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ParseOptions,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../kit/context.ts';
import type { Trace } from '../../kit/telemetry/trace.ts';
import { mostWeight, weightOf } from './document-weight.ts';
import { errorsOf } from './errors-of.ts';
import { forgetCopies } from './forget-copies.ts';
import { forgetPlaces } from './places.ts';
import { repeatsTooMuch } from './repeated-fields.ts';
import {
  nothing,
  refusal,
  RefusedDocuments,
  tooDeep,
  tooRepetitive,
  unreadable,
  type FormatError,
  type Refused,
} from './refused-documents.ts';

/** As many as the engine keeps compiled. */
const most = 2_000;

export interface ValidationOptions {
  /** How much a document may ask: what asks for more is not looked at any further. */
  readonly limits: readonly ValidationRule[];
  /** All others that hold. */
  readonly rules: readonly ValidationRule[];
  readonly parsing: ParseOptions;
  /** Errors that are told. */
  readonly maxErrors: number;
  /** How a client is told of one. */
  readonly format: FormatError;
}

/** The documents of one schema that were found valid, and those that were refused; those that are used least go first. */
export class ValidDocuments {
  readonly #known = new LRUCache<string, DocumentNode>({
    max: most,
    maxSize: mostWeight,
    sizeCalculation: weightOf,
  });
  readonly #refused: RefusedDocuments;
  readonly #schema: GraphQLSchema;
  readonly #options: ValidationOptions;

  constructor(schema: GraphQLSchema, options: ValidationOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#refused = new RefusedDocuments(options.format);
  }

  /** `queryHash` is the SHA-256 of the text. */
  known(queryHash: string): DocumentNode | Refused | undefined {
    return this.#known.get(queryHash) ?? this.#refused.known(queryHash);
  }

  /**
   * Reads and checks a new text, in several turns of the event loop: what one of them takes, everybody waits. What is still
   * to do with the document afterwards, or to say of it, takes as long again.
   */
  async read(queryHash: string, text: string, trace: Trace | null): Promise<DocumentNode | Refused> {
    const document = this.#parsed(queryHash, text, trace);
    await nextTurn();
    if (!('kind' in document)) return document;
    const validated = trace?.child('graphql.validate');
    const errors = await this.#errors(document);
    if (errors.length > 0) validated?.fail('GRAPHQL_VALIDATION_FAILED');
    validated?.end();
    if (errors.length === 0) {
      forgetPlaces(document);
      this.#known.set(queryHash, document);
    }
    const found = errors.length > 0 ? this.#refused.refuse(queryHash, text, document, errors) : document;
    await nextTurn();
    return found;
  }

  #parsed(queryHash: string, text: string, trace: Trace | null): DocumentNode | Refused {
    const span = trace?.child('graphql.parse');
    try {
      return parse(text, this.#options.parsing);
    } catch (error) {
      span?.fail('GRAPHQL_PARSE_FAILED');
      return this.#refused.refuse(queryHash, text, null, [unreadable(error)]);
    } finally {
      span?.end();
    }
  }

  async #errors(document: DocumentNode): Promise<readonly GraphQLError[]> {
    const { limits, rules, maxErrors } = this.#options;
    try {
      const over = errorsOf(this.#schema, document, limits, maxErrors);
      if (over.length > 0) return over;
      await nextTurn();
      forgetCopies(document);
      if (repeatsTooMuch(document)) return [tooRepetitive()];
      return errorsOf(this.#schema, document, rules, maxErrors);
    } catch (error) {
      if (error instanceof RangeError) return [tooDeep()];
      throw error;
    }
  }
}

/**
 * Gives Apollo Server documents that are valid, and says what is wrong with those that are not: Apollo Server would say the
 * same, but in one turn, with all rules, with stacks, and each time anew.
 */
export function validDocuments(options: ValidationOptions): ApolloServerPlugin<RequestContext> {
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
          else {
            refused = found;
            Object.assign(asked, { document: nothing });
          }
        },
        async didResolveOperation() {
          if (refused) throw refusal;
        },
        async willSendResponse(asked) {
          const { body } = asked.response;
          if (!refused || body.kind !== 'single') return;
          const { document, errors } = refused;
          Object.assign(asked, { document });
          body.singleResult.errors = errors;
        },
      };
    },
  };
}
