import { createHash } from 'node:crypto';
import { stripIgnoredCharacters } from 'graphql';
import { z } from 'zod';

/** One operation that the gateway was given beforehand. */
export interface TrustedDocument {
  /** As the client's build wrote it; nearly always a hash of the text. */
  readonly id: string;
  /** Null for one without a name. */
  readonly name: string | null;
  readonly text: string;
  /** Hex. */
  readonly sha256: string;
}

/** A manifest that can't be used, with every reason. For the operator, never for a client. */
export class ManifestRefused extends Error {
  override readonly name = 'ManifestRefused';
  constructor(readonly problems: readonly string[]) {
    super(`The manifest of trusted documents is refused:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
  }
}

const format = 'apollo-persisted-query-manifest';

const listed = z.object({
  format: z.literal(format),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1),
      body: z.string().min(1),
      name: z.string().nullish(),
      type: z.string().nullish(),
    }),
  ),
});
const mapped = z.record(z.string().min(1), z.string().min(1));

/**
 * Reads `{ format: "apollo-persisted-query-manifest", version: 1, operations: [{ id, name, type, body }] }`, or the plain
 * map `{ id: document }` of other builds. Throws ManifestRefused with every reason.
 */
export function readManifest(text: string): TrustedDocument[] {
  const json = parsed(text);
  const isListed = typeof json === 'object' && json !== null && ('format' in json || 'operations' in json);
  const read = isListed ? listed.safeParse(json) : mapped.safeParse(json);
  if (!read.success) {
    const expected = isListed
      ? `{ "format": "${format}", "version": 1, "operations": [{ "id", "name", "type", "body" }] }`
      : `{ "<id>": "<document>" }, or one with "format": "${format}"`;
    const places = read.error.issues
      .slice(0, 20)
      .map(({ path, message }) => `at ${path.join('.') || 'the top'}: ${message}`);
    throw new ManifestRefused([`expected ${expected}`, ...places]);
  }
  const entries =
    'operations' in read.data && Array.isArray(read.data.operations)
      ? read.data.operations.map(({ id, name, body }) => document(id, body, name ?? null))
      : Object.entries(read.data as Readonly<Record<string, string>>).map(([id, body]) => document(id, body, null));
  const problems = contradictions(entries);
  if (problems.length > 0) throw new ManifestRefused(problems);
  return entries;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestRefused([`it is not JSON: ${error instanceof Error ? error.message : 'unknown fault'}`]);
  }
}

const document = (id: string, text: string, name: string | null): TrustedDocument => ({
  id,
  name,
  text,
  sha256: sha256(text),
});

/** One id for two documents. */
function contradictions(documents: readonly TrustedDocument[]): string[] {
  const byId = new Map<string, TrustedDocument>();
  return documents.flatMap((one) => {
    const other = byId.get(one.id);
    byId.set(one.id, one);
    return other && other.text !== one.text ? [`id ${one.id} is given to two documents`] : [];
  });
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The documents of one manifest, found by what clients send. */
export class TrustedDocuments {
  readonly all: readonly TrustedDocument[];
  readonly #byId = new Map<string, TrustedDocument>();
  readonly #byText = new Map<string, TrustedDocument>();

  constructor(documents: readonly TrustedDocument[]) {
    this.all = documents;
    for (const one of documents) {
      this.#byText.set(one.text, one);
      const bare = withoutIgnored(one.text);
      if (bare !== null) this.#byText.set(bare, one);
      // Clients may send the hash of the text, whatever the manifest calls it.
      this.#byId.set(one.sha256, one);
    }
    for (const one of documents) this.#byId.set(one.id, one);
  }

  /** By the id of the manifest, or by the SHA-256 of the text; also as `sha256:<hex>`. */
  byId(id: string): TrustedDocument | undefined {
    return this.#byId.get(id) ?? (id.startsWith('sha256:') ? this.#byId.get(id.slice('sha256:'.length)) : undefined);
  }

  /** By the text; blanks, commas and comments do not matter. */
  byText(text: string): TrustedDocument | undefined {
    const found = this.#byText.get(text);
    if (found) return found;
    const bare = withoutIgnored(text);
    return bare === null ? undefined : this.#byText.get(bare);
  }
}

/** Null when it is not GraphQL. */
function withoutIgnored(text: string): string | null {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return null;
  }
}
