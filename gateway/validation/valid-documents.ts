import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { parse, type DocumentNode, type GraphQLSchema, type ParseOptions, type ValidationRule } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../kit/context.ts';
import type { Trace } from '../../kit/telemetry/trace.ts';
import { isValid } from './is-valid.ts';
import { forgetPlaces } from './places.ts';

/** As many as the engine keeps compiled; about 10 KB each. */
const most = 2_000;

export interface ValidationOptions {
  /** All that hold. */
  readonly rules: readonly ValidationRule[];
  readonly parsing: ParseOptions;
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

  /** Null when the text is no valid document. */
  read(queryHash: string, text: string, trace: Trace | null): DocumentNode | null {
    const document = this.#checked(text, trace);
    if (document) this.#known.set(queryHash, document);
    return document;
  }

  /** Spans of what fails are never ended: what is wrong is found out, and told, by Apollo Server. */
  #checked(text: string, trace: Trace | null): DocumentNode | null {
    const { rules, parsing } = this.#options;
    const parsed = trace?.child('graphql.parse');
    const document = parsedOrNull(text, parsing);
    if (!document) return null;
    parsed?.end();
    const validated = trace?.child('graphql.validate');
    if (!isValid(this.#schema, document, rules)) return null;
    validated?.end();
    forgetPlaces(document);
    return document;
  }
}

function parsedOrNull(text: string, options: ParseOptions): DocumentNode | null {
  try {
    return parse(text, options);
  } catch {
    return null;
  }
}

/**
 * Gives Apollo Server the document when it is valid. Without one it parses and validates itself, and says what is wrong:
 * slowly, and with all that it takes to say it.
 */
export function validDocuments(options: ValidationOptions): ApolloServerPlugin<RequestContext> {
  const schemas = new WeakMap<GraphQLSchema, ValidDocuments>();
  const of = (schema: GraphQLSchema): ValidDocuments => {
    const known = schemas.get(schema) ?? new ValidDocuments(schema, options);
    schemas.set(schema, known);
    return known;
  };
  return {
    requestDidStart: async () => ({
      async didResolveSource(asked) {
        const { schema, queryHash, source, contextValue } = asked;
        const documents = of(schema);
        let document = documents.known(queryHash) ?? null;
        if (!document) {
          document = documents.read(queryHash, source, contextValue.trace);
          // What is still to do for a new operation takes as long again: let others have a turn.
          if (document) await nextTurn();
        }
        if (document) Object.assign(asked, { document });
      },
    }),
  };
}
