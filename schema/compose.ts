import { composeServices } from '@apollo/composition';
import type { CompositionSuccess } from '@apollo/composition';
import { GraphQLError, getLocation, lexicographicSortSchema, printSchema } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';
import { fromRoot, subgraphDocument } from './sdl.ts';
import { registry, sdlFile } from './registry.ts';
import type { SubgraphEntry } from './registry.ts';

export interface Supergraph {
  /** What a gateway or router loads. */
  readonly supergraph: string;
  /** What a client sees, sorted, with descriptions. */
  readonly api: string;
}

/** Every reason why the subgraphs don't compose, each with subgraph, file and line. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';
  constructor(readonly problems: readonly string[]) {
    super(
      `The subgraphs do not compose (${String(problems.length)} problems):\n${problems.map((p) => `- ${p}`).join('\n')}`,
    );
  }
}

type CompositionHint = CompositionSuccess['hints'][number];

/** Hints that are known and wanted: code and the coordinate that the message names, with the reason. Others are errors. */
const accepted: readonly { code: string; about: string; reason: string }[] = [];

const located = (node: ASTNode & { subgraph?: string }): string[] => {
  if (!node.loc) return node.subgraph === undefined ? [] : [`subgraph ${node.subgraph}`];
  const { line, column } = getLocation(node.loc.source, node.loc.start);
  const place = `${node.loc.source.name}:${String(line)}:${String(column)}`;
  return [node.subgraph === undefined ? place : `subgraph ${node.subgraph}, ${place}`];
};

function render(code: string, message: string, nodes: readonly ASTNode[]): string {
  const places = [...new Set(nodes.flatMap(located))];
  return `${code}: ${message}${places.length > 0 ? `\n    at ${places.join('\n    at ')}` : ''}`;
}

const renderError = (error: GraphQLError): string => {
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'INVALID_GRAPHQL';
  return render(code, error.message, error.nodes ?? []);
};

const renderHint = (hint: CompositionHint): string =>
  render(`hint ${hint.definition.code}`, hint.message, hint.nodes ?? []);

const isAccepted = (hint: CompositionHint): boolean =>
  accepted.some((a) => a.code === hint.definition.code && hint.message.includes(a.about));

/** The documents of all subgraphs; syntax errors and missing files of all of them are reported together. */
function read(entries: readonly SubgraphEntry[], urls: Readonly<Record<string, string>>): Service[] {
  const problems: string[] = [];
  const services = entries.flatMap((entry) => {
    try {
      const url = urls[entry.name] ?? `http://127.0.0.1:${String(entry.port)}/graphql`;
      return [{ name: entry.name, url, typeDefs: subgraphDocument(entry.name) }];
    } catch (error) {
      problems.push(readProblem(entry.name, error));
      return [];
    }
  });
  if (problems.length > 0) throw new CompositionError(problems);
  return services;
}

function readProblem(name: string, error: unknown): string {
  if (!(error instanceof GraphQLError))
    return `subgraph ${name}: ${fromRoot(sdlFile(name))} can't be read; each subgraph of schema/registry.ts needs one`;
  const at = error.locations?.[0];
  const place = `${error.source?.name ?? ''}:${String(at?.line ?? 0)}:${String(at?.column ?? 0)}`;
  return `INVALID_GRAPHQL: ${error.message}\n    at subgraph ${name}, ${place}`;
}

export interface Service {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Composes given documents. Throws CompositionError with every error and every hint that is not accepted. */
export function compose(services: readonly Service[]): Supergraph {
  const result = composeServices([...services]);
  if (result.errors) throw new CompositionError(result.errors.map(renderError));
  const hints = result.hints.filter((hint) => !isAccepted(hint));
  if (hints.length > 0) throw new CompositionError(hints.map(renderHint));
  const api = result.schema.toAPISchema().toGraphQLJSSchema();
  return {
    supergraph: `${result.supergraphSdl.trim()}\n`,
    api: `${printSchema(lexicographicSortSchema(api)).trim()}\n`,
  };
}

/**
 * Composes the subgraphs of the registry. `urls` says where each is reached over HTTP (by name); without it, on this
 * machine at the port of the registry. Throws CompositionError, also when a file is missing or is not GraphQL.
 */
export function composeSupergraph(
  entries: readonly SubgraphEntry[] = registry,
  urls: Readonly<Record<string, string>> = {},
): Supergraph {
  return compose(read(entries, urls));
}
