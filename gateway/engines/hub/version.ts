import { getVariableValues, GraphQLError, Kind, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { Metrics } from '../../../kit/telemetry/metrics.ts';
import type { CallableSubgraph } from '../../calls/answer-of.ts';
import { errorAt } from '../../calls/error-at.ts';
import type { FetchCache } from '../../calls/fetch-cache.ts';
import type { FetchDocuments } from '../../calls/fetch-document.ts';
import type { AnswerPiece, AskedOperation, GatewayOperation, GatewayResult, KnownDocument } from '../../engine.ts';
import { SupergraphRefused } from '../../supergraph-refused.ts';
import { answerErrors } from '../answer-errors.ts';
import { JsonText } from '../json-text.ts';
import type { CompiledOperation } from './compile/compile-operation.ts';
import { interfacesOf } from './compile/runtime-types.ts';
import { tellParts } from './defer/run-parts.ts';
import { Operations } from './operations.ts';
import { readSupergraph, type PlannedSupergraph } from './plan/supergraph.ts';
import type { Run } from './run/run.ts';
import { runSteps } from './run/run-steps.ts';

export interface VersionOptions {
  readonly subgraphs: ReadonlyMap<string, CallableSubgraph>;
  readonly documents: FetchDocuments;
  /** Operations that are kept compiled. */
  readonly capacity: number;
  readonly fetchCache: FetchCache | null;
  /** Called for each operation that makes room for another. */
  readonly evicted: () => void;
  readonly metrics: Metrics | null;
  /** Answer with JsonText, for a server that knows how to send it. */
  readonly asText: boolean;
}

/** Conditions of an operation whose combinations are all compiled beforehand. */
const mostPrepared = 3;

/** One supergraph, and what was compiled for it. Operations keep to the one by which they were validated. */
export class Version {
  readonly supergraph: PlannedSupergraph;
  readonly operations: Operations;
  readonly #options: VersionOptions;
  readonly #isInterface: Run['isInterface'];

  /** Throws SupergraphRefused. */
  constructor(sdl: string, options: VersionOptions) {
    const supergraph = readSupergraph(sdl);
    const { subgraphs, documents, fetchCache } = options;
    const missing = supergraph.subgraphs.filter((name) => !subgraphs.has(name));
    if (missing.length > 0)
      throw new SupergraphRefused(
        missing.map((n) => `no service for subgraph ${n}: start it in this process or give its URL`),
      );
    this.supergraph = supergraph;
    const { whole } = supergraph;
    const fetches = fetchCache?.over(sdl, whole) ?? null;
    this.operations = new Operations({ supergraph, whole, subgraphs, documents, fetches }, options);
    this.#options = options;
    this.#isInterface = interfacesOf(supergraph.whole);
  }

  async execute(operation: AskedOperation): Promise<GatewayResult> {
    const { compiled, errors } = this.#compiled(operation);
    if (!compiled) return { errors };
    const run = this.#run(operation);
    if (compiled.step) await runSteps(compiled.step, run);
    return this.#answer(compiled, run);
  }

  /** The answer in parts; null when it comes in one. */
  executeInParts(operation: AskedOperation): AsyncGenerator<readonly AnswerPiece[]> | null {
    const { compiled } = this.#compiled(operation);
    if (!compiled?.parts || !compiled.step) return null;
    const { parts, step, renamed } = compiled;
    const run = this.#run(operation);
    return tellParts({
      parts,
      run,
      work: async (fetched) => runSteps(step, { ...run, fetched }),
      named: (error) => named(error, renamed),
      keyOf: (key) => renamed.get(key) ?? key,
    });
  }

  #compiled(asked: AskedOperation) {
    const { document, queryHash, request, context } = asked;
    const definition = definitionIn(document, request.operationName);
    if (!definition) return { errors: [new GraphQLError('The document has no such operation.')] };
    const variables: Readonly<Record<string, unknown>> = request.variables ?? {};
    const { coerced, errors } = asked.coerced
      ? { coerced: asked.coerced }
      : getVariableValues(this.supergraph.api, definition.variableDefinitions ?? [], variables);
    if (errors) return { errors };
    const known = this.operations.get(queryHash, document, definition);
    return { compiled: this.operations.compiled(known, coerced, (context as RequestContext).trace), errors: [] };
  }

  #run({ request, context }: AskedOperation): Run {
    return {
      context: context as RequestContext,
      variables: request.variables ?? {},
      whole: this.supergraph.whole,
      isInterface: this.#isInterface,
      root: {},
      errors: [],
    };
  }

  /** Compiles an operation that is valid; with more conditions than that, for none of them. */
  prepare({ document, queryHash, operationName }: KnownDocument): void {
    const definition = definitionIn(document, operationName);
    if (!definition) return;
    const known = this.operations.get(queryHash, document, definition);
    const { conditions } = known.operation;
    const variants = conditions.length <= mostPrepared ? 2 ** conditions.length : 1;
    for (let bits = 0; bits < variants; bits++)
      this.operations.compiled(
        known,
        Object.fromEntries(conditions.map((name, at) => [name, (bits & (1 << at)) !== 0])),
      );
  }

  #answer(compiled: CompiledOperation, { root, variables, errors }: Run): GatewayResult {
    const text = new JsonText(compiled.write(root, compiled.introspect(variables)));
    const tree = errors.length > 0 || !this.#options.asText ? (text.toJSON() as Record<string, unknown> | null) : null;
    // The interface knows data as an object; only the server that asked for text sees this one.
    const data = this.#options.asText ? (Object(text) as Record<string, unknown>) : tree;
    if (errors.length === 0) return { data };
    return {
      data,
      errors: answerErrors(
        errors.map((error) => named(error, compiled.renamed)),
        tree,
      ),
    };
  }
}

function definitionIn(
  { definitions }: GatewayOperation['document'],
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  for (const node of definitions)
    if (node.kind === Kind.OPERATION_DEFINITION && (!name || node.name?.value === name)) return node;
  return undefined;
}

/** Puts the client's own response keys into the path. */
function named(error: GraphQLError, renamed: ReadonlyMap<string, string>): GraphQLError {
  if (renamed.size === 0 || !error.path) return error;
  const path = error.path.map((step) => (typeof step === 'string' ? (renamed.get(step) ?? step) : step));
  return errorAt(error, path);
}
