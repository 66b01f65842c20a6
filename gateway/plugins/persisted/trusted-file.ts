import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Engine } from '../../engine.ts';
import { watchFile } from '../../watched-file.ts';
import type { DocumentSettings } from '../document-rules.ts';
import { checkDocument, operationNames } from './check-documents.ts';
import { ManifestRefused, readManifest, TrustedDocuments } from './manifest.ts';

export interface TrustedFileOptions {
  readonly engine: Pick<Engine, 'prepare'>;
  readonly log: Logger;
  readonly settings: DocumentSettings;
  /** Milliseconds between two looks at the file. */
  readonly pollMs: number;
}

/** The manifest in use: read, watched, tried on every schema, and made known to the engine. */
export interface TrustedFile {
  readonly documents: TrustedDocuments;
  /** There is another schema from now on. */
  useSchema(schema: GraphQLSchema): void;
  stop(): void;
}

/** Documents that an engine is made ready for, in the order of the manifest; it keeps others only as they are asked for. */
const mostPrepared = 1_000;

/** Throws ManifestRefused when the file can't be read or used. */
export async function openTrustedFile(file: string, options: TrustedFileOptions): Promise<TrustedFile> {
  const { log, pollMs } = options;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ManifestRefused([`${file} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`]);
  });
  let documents = new TrustedDocuments(readManifest(text));
  let schema: GraphQLSchema | undefined;
  const tried = (): void => {
    const [forSchema, forDocuments] = [schema, documents];
    if (!forSchema) return;
    tryAll(forDocuments, forSchema, {
      ...options,
      isStale: () => schema !== forSchema || documents !== forDocuments,
    }).catch((error: unknown) => {
      log.error({ err: error }, 'the trusted documents could not all be made ready');
    });
  };
  const unwatch = watchFile({
    file,
    what: 'manifest of trusted documents',
    text,
    log,
    intervalMs: pollMs,
    async apply(next) {
      documents = new TrustedDocuments(readManifest(next));
      tried();
    },
  });
  return {
    get documents() {
      return documents;
    },
    useSchema(next) {
      schema = next;
      tried();
    },
    stop: unwatch,
  };
}

/** Tells the log which documents would be refused, and gets the engine ready for the others; one per turn. */
async function tryAll(
  documents: TrustedDocuments,
  schema: GraphQLSchema,
  { engine, log, settings, isStale }: TrustedFileOptions & { isStale: () => boolean },
): Promise<void> {
  let valid = 0;
  for (const trusted of documents.all) {
    await nextTurn();
    if (isStale()) return;
    const { document, problems } = checkDocument(trusted, schema, settings);
    if (problems.length > 0) log.warn({ id: trusted.id, problems }, 'a trusted document would be refused');
    if (problems.length > 0 || !document || ++valid > mostPrepared) continue;
    try {
      for (const name of operationNames(document))
        engine.prepare?.({ schema, document, queryHash: trusted.sha256, operationName: name || null });
    } catch (error) {
      log.warn({ id: trusted.id, err: error }, 'a trusted document could not be compiled');
    }
  }
  log.info({ documents: documents.all.length, valid }, 'trusted documents are ready');
}
