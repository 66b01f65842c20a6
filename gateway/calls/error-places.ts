import type { GraphQLError } from 'graphql';
import { errorAt } from './error-at.ts';
import type { SubgraphRequest } from './subgraph-call.ts';

/**
 * The errors of an answer, each with a path that names a field. Those that concern a whole fetch are told once per fault, with
 * the least of their messages: a subgraph may give one for each of its entities without saying which.
 */
export function atFields(asked: SubgraphRequest, errors: readonly GraphQLError[]): GraphQLError[] {
  const ofWhole = new Map<string, GraphQLError>();
  const others: GraphQLError[] = [];
  for (const error of errors) {
    if (namesField(asked, error) || entityOf(asked, error) !== null) others.push(error);
    else {
      const fault = JSON.stringify(error.extensions);
      const known = ofWhole.get(fault);
      if (!known || error.message < known.message) ofWhole.set(fault, error);
    }
  }
  return [...ofWhole.values(), ...others].flatMap((error) =>
    namesField(asked, error) ? [error] : emptied(asked, error),
  );
}

/** The error once per response key that stays empty because of it, with a path as the subgraph would give it. */
export function emptied(asked: SubgraphRequest, error: GraphQLError): GraphQLError[] {
  const { fetch, variables } = asked;
  if (!fetch.byEntity) return fetch.filled.map(({ key }) => errorAt(error, [key]));
  const representations: unknown[] = Array.isArray(variables['representations']) ? variables['representations'] : [];
  const types = new Set(fetch.filled.map((f) => f.typeName));
  const ofEntity = (representation: unknown, index: number): GraphQLError[] => {
    const typeName = typeNameOf(representation);
    const named = typeName !== null && types.has(typeName);
    return fetch.filled
      .filter((f) => !named || f.typeName === null || f.typeName === typeName)
      .map(({ key }) => errorAt(error, ['_entities', index, key]));
  };
  const only = entityOf(asked, error);
  return only === null ? representations.flatMap(ofEntity) : ofEntity(representations[only], only);
}

/** False when an error concerns a whole fetch, or a whole entity (`['_entities', 3]`): no field that the client knows. */
const namesField = ({ fetch }: SubgraphRequest, { path }: GraphQLError): boolean =>
  path !== undefined && path.length > (fetch.byEntity ? 2 : 0);

/** Position of the only entity that an error concerns; null for none, or one that was not asked for. */
function entityOf({ fetch, variables }: SubgraphRequest, { path }: GraphQLError): number | null {
  const position = path?.[1];
  const asked = variables['representations'];
  if (!fetch.byEntity || typeof position !== 'number' || !Array.isArray(asked)) return null;
  return position in asked ? position : null;
}

function typeNameOf(representation: unknown): string | null {
  if (typeof representation !== 'object' || representation === null || !('__typename' in representation)) return null;
  return typeof representation.__typename === 'string' ? representation.__typename : null;
}
