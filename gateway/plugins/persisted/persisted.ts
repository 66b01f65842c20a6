import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { ErrorCode } from '../../../kit/errors/catalogue.ts';
import { documentCache, type DocumentCache } from './automatic.ts';
import { ManifestRefused, type TrustedDocuments } from './manifest.ts';
import { requestedId, type RequestedId } from './requested-id.ts';
import type { PersistedSettings } from './settings.ts';
import { strangers } from './strangers.ts';
import { openTrustedFile, type TrustedFile, type TrustedFileOptions } from './trusted-file.ts';

export interface PersistedOperations {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** For Apollo Server, which does Automatic Persisted Queries itself. */
  readonly automatic: false | { readonly cache: DocumentCache };
  /** The text that a request stands for; null where there is something to refuse, to register or to tell. */
  textOf(asked: { readonly query: string | null; readonly id: RequestedId | null }): string | null;
  stop(): void;
}

/** Trusted documents and Automatic Persisted Queries. Throws ManifestRefused when there is no manifest to trust. */
export async function persistedOperations(
  { trust, file, automatic, automaticBytes }: PersistedSettings,
  options: TrustedFileOptions,
): Promise<PersistedOperations> {
  const cache = automatic && trust !== 'only' && { cache: documentCache(automaticBytes) };
  if (trust === 'off')
    return {
      plugin: {},
      automatic: cache,
      textOf: ({ query, id }) => {
        if (id === null) return query;
        return query === null && id.isAutomatic && cache ? (cache.cache.find(id.id) ?? null) : null;
      },
      stop: () => undefined,
    };
  if (file === null)
    throw new ManifestRefused([
      `GATEWAY_TRUSTED_DOCUMENTS is ${trust}: name the manifest in GATEWAY_TRUSTED_DOCUMENTS_FILE`,
    ]);
  const trusted = await openTrustedFile(file, options);
  const plugin = trustPlugin(trusted, trust === 'only' ? 'refuse' : strangers(options.log));
  return {
    plugin,
    automatic: cache,
    textOf({ query, id }) {
      const found = query !== null ? trusted.documents.byText(query) : id && trusted.documents.byId(id.id);
      return found?.text ?? null;
    },
    stop: () => {
      trusted.stop();
    },
  };
}

/** Something that every schema answers, in place of a document that is refused before it runs. */
const placeholder = '{ __typename }';

/** Puts the text of a trusted document in place of its identifier. What is not trusted is refused, or told. */
function trustPlugin(
  trusted: TrustedFile,
  untrusted: 'refuse' | ReturnType<typeof strangers>,
): ApolloServerPlugin<RequestContext> {
  return {
    async serverWillStart() {
      return {
        schemaDidLoadOrUpdate({ apiSchema }) {
          trusted.useSchema(apiSchema);
        },
      };
    },
    async requestDidStart({ request }) {
      const refusal = resolve(request, trusted.documents, untrusted === 'refuse');
      return {
        async didResolveSource({ queryHash, source }) {
          if (untrusted !== 'refuse' && !refusal && !trusted.documents.byText(source))
            untrusted(queryHash, request.operationName ?? null);
        },
        async didResolveOperation() {
          if (refusal) throw refusal;
        },
      };
    },
  };
}

/** Gives the request the text of its trusted document; or says why it gets none, and makes it harmless. */
function resolve(request: GraphQLRequest, documents: TrustedDocuments, isStrict: boolean): GraphQLError | null {
  const { query } = request;
  const asked = requestedId(request);
  const found = query ? documents.byText(query) : asked && documents.byId(asked.id);
  if (found) {
    become(request, found.text);
    return null;
  }
  if (!query && !asked) return null;
  if (!isStrict && (query || asked?.isAutomatic)) return null;
  // Apollo Server takes a refusal only when it has a valid document, which must be none of the client's.
  become(request, placeholder);
  delete request.operationName;
  return isStrict ? notTrusted(query ? null : (asked?.id ?? null)) : notFound();
}

function become(request: GraphQLRequest, text: string): void {
  request.query = text;
  const { persistedQuery: _, ...extensions } = request.extensions ?? {};
  request.extensions = extensions;
}

const coded = (message: string, code: ErrorCode): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 } } });

function notTrusted(id: string | null): GraphQLError {
  const what = id === null ? 'This operation' : `The identifier ${JSON.stringify(id.slice(0, 100))}`;
  return coded(
    `${what} is not among the trusted documents. Publish it: add it to the manifest, and send it by its id.`,
    'DOCUMENT_NOT_TRUSTED',
  );
}

const notFound = (): GraphQLError => coded('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND');

/** What Apollo Server finds wrong with a registration has no code there. */
export function asPersistedError(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  if (error.message === 'provided sha does not match query')
    return coded(
      'extensions.persistedQuery.sha256Hash is not the SHA-256 of the query. Send that, in hex.',
      'BAD_REQUEST',
    );
  if (error.message === 'Unsupported persisted query version')
    return coded('extensions.persistedQuery.version: expected 1.', 'BAD_REQUEST');
  return error;
}
