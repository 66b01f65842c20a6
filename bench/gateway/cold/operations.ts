import { buildSchema, type GraphQLSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import { generateOperation } from '../../../scenarios/differential/generate/operations.ts';
import type { Pools } from '../../../scenarios/differential/generate/values.ts';
import { ownPools } from '../../../scenarios/differential/own/pools.ts';
import { apiFile } from '../../../schema/artefacts.ts';
import { ask, type Client } from '../client.ts';

/** Values that only serve to be refused or not to be found. */
const useless = new Set<unknown>(['unknown', 'no cursor', 'no-such-system']);

/** Values that clients would give, read from the graph. */
async function poolsOf(client: Client, url: string, schema: GraphQLSchema): Promise<Pools> {
  const pools = await ownPools({
    name: 'gateway',
    schema,
    settlesAt: 1,
    ask: async ({ text }) => {
      const { data } = JSON.parse(await ask(client, url, JSON.stringify({ query: text }))) as { data: unknown };
      return { data, errors: [] };
    },
    stop: () => Promise.resolve(),
  });
  const useful = Object.entries(pools).map(
    ([name, all]) => [name, all.filter((value) => !useless.has(value))] as const,
  );
  return { ...Object.fromEntries(useful), after: [], first: [1, 2, 3, 5, 10] };
}

/** Bodies of so many distinct operations over our supergraph: nested, with variables, fragments and directives. */
export async function distinctOperations(client: Client, url: string, count: number, seed: number): Promise<string[]> {
  const schema = buildSchema(await readFile(apiFile, 'utf8'));
  const pools = await poolsOf(client, url, schema);
  const bodies = new Map<string, string>();
  for (let at = seed; bodies.size < count; at++) {
    const made = generateOperation(at, { schema, pools, maxDepth: 5, maxFields: 25 });
    if (!made) continue;
    const { text, operationName, variables } = made;
    const body = { query: text, variables, ...(operationName !== null && { operationName }) };
    bodies.set(text, JSON.stringify(body));
  }
  return [...bodies.values()];
}
