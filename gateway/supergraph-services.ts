import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import type { RemoteService } from './engine.ts';
import { SupergraphRefused } from './supergraph-refused.ts';

/**
 * The subgraphs of a supergraph and where they answer: the values of its enum join__Graph, each with
 * @join__graph(name, url). Throws SupergraphRefused with every reason when that can't be read.
 */
export function servicesOf(supergraphSdl: string): RemoteService[] {
  const graphs = parsed(supergraphSdl).definitions.find(
    (d) => d.kind === Kind.ENUM_TYPE_DEFINITION && d.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION)
    throw new SupergraphRefused([
      'it has no enum join__Graph, so it is no supergraph: compose the subgraphs first (a schema of one subgraph, or the API schema, is none)',
    ]);
  const found = (graphs.values ?? []).map(({ name, directives = [] }) => {
    const directive = directives.find((d) => d.name.value === 'join__graph');
    return { value: name.value, name: textOf(directive, 'name'), url: textOf(directive, 'url') };
  });
  const services = found.flatMap(({ name, url }) => (name && url && isHttp(url) ? [{ name, url }] : []));
  if (services.length < found.length || found.length === 0)
    throw new SupergraphRefused(
      found.length === 0
        ? ['its enum join__Graph has no subgraph']
        : found.filter(({ name, url }) => !name || !url || !isHttp(url)).map(problemOf),
    );
  return services;
}

function parsed(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    throw new SupergraphRefused([`it is not GraphQL: ${error instanceof Error ? error.message : 'unknown fault'}`]);
  }
}

function textOf(directive: ConstDirectiveNode | undefined, argument: string): string | null {
  const value = directive?.arguments?.find((a) => a.name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

function problemOf({ value, name, url }: { value: string; name: string | null; url: string | null }): string {
  if (!name) return `join__Graph.${value} has no @join__graph(name:)`;
  const expected = 'an http or https URL in @join__graph(url:); give it when composing (routing_url)';
  return `subgraph ${name} has ${url ? `the URL ${JSON.stringify(url)}` : 'no URL'}: expected ${expected}`;
}
