import { resolve } from 'node:path';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { GraphQLError, Kind, parse, validate, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { planOf } from '../../../gateway/engines/hub/plan-of.ts';
import { gatewayEnv } from '../../../gateway/env.ts';
import { dearestPath } from '../../../gateway/plugins/cost/estimate.ts';
import { OperationCosts } from '../../../gateway/plugins/cost/operation-costs.ts';
import { Refusal, UsageError } from '../../faults.ts';
import { plannedSupergraph } from '../../hub/planned-supergraph.ts';
import { readGiven } from '../../hub/read-file.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/**
 * The plan of an operation, and what it may cost; connects to nothing. JSON: `{ plan, text, cost: { estimated, type, field,
 * dearest } }`, plan as in `extensions.apolloQueryPlan.object`.
 */
export const command: Command = async (input, io) => {
  const { settings } = gatewayEnv(io.env);
  const variables = readVariables(input.text('variables'));
  const [file = ''] = input.args;
  const text = await readGiven(resolve(file), 'Give a GraphQL document.');
  const supergraph = await plannedSupergraph(input);
  const document = readDocument(text, file);
  const faults = validate(supergraph.api, document);
  if (faults.length > 0) throw new Refusal(`${file} is not valid for the supergraph:\n${faults.map(line).join('\n')}`);
  const definition = operationIn(document, input.text('operation'));
  const plan = planOf(supergraph, document, definition.name?.value ?? null, variables);
  const costs = new OperationCosts(supergraph.api, supergraph.sdl, settings.cost.assumedListSize);
  const weighed = costs.weigh(document, definition, variables);
  const { estimated, type, field } = weighed;
  const dearest = dearestPath(weighed.operation, weighed.variables);
  const shown = prettyFormatQueryPlan(plan);
  if (input.json) writeJson(io, { plan, text: shown, cost: { estimated, type, field, dearest } });
  else io.stdout.write(`${shown}\n\nEstimated cost ${String(estimated)}${dearest && `, most of it in ${dearest}`}\n`);
  return exit.done;
};

function readVariables(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new UsageError(`--variables: expected a JSON object like '{"first":10}', found ${String(text)}`);
}

function readDocument(text: string, file: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new Refusal(`${file} is not GraphQL: ${error instanceof GraphQLError ? line(error) : 'unknown fault'}`);
  }
}

function operationIn({ definitions }: DocumentNode, name: string | null): OperationDefinitionNode {
  const operations = definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  const [only] = operations.filter((d) => name === null || d.name?.value === name);
  if (only && (name !== null || operations.length === 1)) return only;
  const names = operations.map((d) => d.name?.value ?? '(without a name)').join(', ') || 'none';
  throw new UsageError(`Which operation? Give --operation <name>; the document has ${names}.`);
}

const line = ({ message, locations }: GraphQLError): string =>
  locations?.[0] ? `  ${message} (line ${String(locations[0].line)})` : `  ${message}`;
