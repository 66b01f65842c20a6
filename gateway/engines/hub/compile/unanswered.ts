import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Settled } from '../plan/settle.ts';
import { collect } from '../write/collect.ts';
import type { Step } from './steps.ts';

/**
 * Throws when a root field was asked for that no step fetches: the planner leaves out, without a word, what the subgraphs
 * have no way to (composition lets a supergraph pass in which a client can ask for it).
 */
export function assertAnswered(
  schema: GraphQLSchema,
  { definition, fragments, filler, renamed }: Settled,
  step: Step | null,
): void {
  const root = schema.getRootType(definition.operation);
  if (!root) return;
  const fetched = new Set(step ? rootKeys(step) : []);
  for (const [key, [node]] of collect(schema, fragments, root.name, [definition.selectionSet])) {
    if (key === filler || node === undefined || node.name.value.startsWith('__') || fetched.has(key)) continue;
    throw new GraphQLError(
      `No subgraph has a way to what is selected of ${root.name}.${node.name.value}. Select other fields there.`,
      { path: [renamed.get(key) ?? key], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    );
  }
}

const rootKeys = (step: Step): string[] =>
  step.kind === 'fetch'
    ? step.represent === null && step.path.length === 0
      ? step.document.filled.map(({ key }) => key)
      : []
    : step.steps.flatMap(rootKeys);
