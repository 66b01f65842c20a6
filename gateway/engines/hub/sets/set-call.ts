import { Kind, locatedError, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import { forSubgraphCall } from '../../../../kit/context.ts';
import { toGraphQLError, type ErrorPlace } from '../../../../kit/errors/to-graphql-error.ts';
import { andThen } from '../../../../kit/promise-or-value.ts';
import type { RunningSubgraph } from '../../../../kit/subgraph/module.ts';
import type { LaterKeys } from '../compile/later-keys.ts';
import type { OwnPlaces } from '../compile/own-places.ts';
import type { FetchDocument } from '../../../calls/fetch-document.ts';
import type { SubgraphCall } from '../../../calls/subgraph-call.ts';
import { compileVariables, type CoerceVariables } from '../../compile-variables.ts';
import type { AnswerPath } from '../run/places.ts';
import type { LevelCompiler } from './compile-level.ts';
import { compileEntities } from './entities.ts';
import { placesOf, type SetFault } from './fault.ts';
import { faultsByOwner } from './prune.ts';
import { compileRoot } from './root.ts';
import type { SetRun } from './set-run.ts';

export interface SetCallOptions {
  /** Executes what sets can't. */
  readonly otherwise: SubgraphCall;
  /** What goes to the client as it is. */
  readonly own: OwnPlaces;
  /** What other fetches add. */
  readonly later: LaterKeys;
  readonly log: Logger;
}

/**
 * A fetch of a subgraph in this process, compiled into calls of its set resolvers. Gives what graphql-js on the subgraph's schema would give.
 */
export function setCall(
  document: FetchDocument,
  subgraph: RunningSubgraph,
  { otherwise, own, later, log }: SetCallOptions,
): SubgraphCall {
  const definitions = document.document.definitions;
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const { schema, sets, name } = subgraph;
  if (!sets || !operation) return otherwise;
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const compiler: LevelCompiler = { schema, sets, fragments, own, later };
  const fetch = document.byEntity ? compileEntities(operation, compiler) : compileRoot(operation, compiler);
  if (!fetch) return otherwise;
  const coerce = coercion(schema, operation);
  return (asked, context) => {
    const variables = coerce(asked.variables);
    if (!variables) return otherwise(asked, context);
    const run: SetRun = { context, sets, variables, faults: [], isViolated: false };
    const started = fetch.start(run, asked.variables);
    if (!started) return otherwise(asked, forSubgraphCall(context));
    const { data, done } = started;
    return andThen(done, () => {
      if (run.faults.length === 0) return { data, errors: none };
      const places = placesOf(data, run.faults);
      const pruned = run.isViolated
        ? fetch.prune(data, asked.variables, faultsByOwner(run.faults))
        : { data, told: run.faults };
      const place = { log, requestId: context.requestId, trace: context.trace, subgraph: name };
      return {
        data: pruned.data,
        errors: pruned.told.map((fault) => errorOf(fault, places.get(fault.owner) ?? [], place)),
      };
    });
  };
}

const none: readonly GraphQLError[] = [];

function errorOf({ key, positions, error }: SetFault, path: AnswerPath, place: ErrorPlace): GraphQLError {
  return toGraphQLError(locatedError(error, undefined, [...path, key, ...positions]), place);
}

/** Reads variables as the subgraph's types read them. */
function coercion(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): CoerceVariables {
  return compileVariables(
    schema,
    variableDefinitions.filter(({ variable }) => variable.name.value !== 'representations'),
  );
}
