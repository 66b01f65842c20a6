import { GraphQLError, Kind, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { asLimitError } from '../plugins/limits.ts';
import { forgetPlaces } from './places.ts';
import { withoutStacks } from './without-stacks.ts';

/** Characters of all texts together, and texts, that are remembered. */
const most = { characters: 1_000_000, texts: 1_000 };

/** A text that is no valid document. */
export interface Refused {
  /** Empty when the text is no document at all. */
  readonly document: DocumentNode;
  /** As a client is told them. */
  readonly errors: readonly GraphQLFormattedError[];
}

export type FormatError = (error: GraphQLError) => GraphQLFormattedError;

/** Stands for a document that is not valid: Apollo Server takes it for one that is, and nobody finds anything to do in it. */
export const nothing: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** What Apollo Server is told instead of errors, of which it would make new ones each time. */
export const refusal = new GraphQLError('The document is not valid.', {
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
});

/**
 * The texts of one schema that were refused lately, and why: a client that is wrong asks the same again and again, and what is
 * wrong with a large document takes long to find. Those that are used least go first.
 */
export class RefusedDocuments {
  readonly #known = new LRUCache<string, Refused>({ max: most.texts, maxSize: most.characters });
  readonly #format: FormatError;

  constructor(format: FormatError) {
    this.#format = format;
  }

  /** `queryHash` is the SHA-256 of the text. */
  known(queryHash: string): Refused | undefined {
    return this.#known.get(queryHash);
  }

  /** The document is null where the text could not be read. */
  refuse(queryHash: string, text: string, document: DocumentNode | null, errors: readonly GraphQLError[]): Refused {
    const told = withoutStacks(() => errors.map((error) => this.#format(coded(error))));
    const refused = { document: document ?? nothing, errors: told };
    // Places hang together with all tokens of the text.
    forgetPlaces(refused.document);
    this.#known.set(queryHash, refused, { size: text.length + 1 });
    return refused;
  }
}

const coded = ({ message, source, positions, extensions }: GraphQLError): GraphQLError =>
  new GraphQLError(message, {
    ...(source && positions && { source, positions }),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions },
  });

/** Deeper than the stack; the limit of depth does not count inline fragments. */
export const tooDeep = (): GraphQLError =>
  new GraphQLError('The query is too deep. Split it.', { extensions: { code: 'QUERY_TOO_COMPLEX' } });

export const tooRepetitive = (): GraphQLError =>
  new GraphQLError('The query asks for the same fields in too many places. Ask for each once.', {
    extensions: { code: 'QUERY_TOO_COMPLEX' },
  });

/** What the parser says of a text, with the code that Apollo Server gives it. */
export function unreadable(error: unknown): GraphQLError {
  if (error instanceof RangeError) return tooDeep();
  if (!(error instanceof GraphQLError)) throw error;
  const limit = asLimitError(error);
  if (limit instanceof GraphQLError && limit !== error) return limit;
  return Object.assign(error, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
}
