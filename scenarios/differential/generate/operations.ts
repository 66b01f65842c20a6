import { parse, validate, type DocumentNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { Random } from './random.ts';
import { Selections } from './selections.ts';
import type { Pools } from './values.ts';
import { Variables } from './variables.ts';

export interface Operation {
  /** By which it can be made again. */
  readonly seed: number;
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GenerateOptions {
  readonly schema: GraphQLSchema;
  readonly pools: Pools;
  readonly kind?: 'query' | 'mutation';
  readonly maxDepth?: number;
  readonly maxFields?: number;
}

const introspections = (typeName: string): readonly [string, ...string[]] => [
  `__schema { queryType { name } mutationType { name } types { kind name } }`,
  `__type(name: "${typeName}") { name kind fields(includeDeprecated: true) { name args { name defaultValue type { ...T } } type { ...T } }
    possibleTypes { name } interfaces { name } enumValues { name } inputFields { name defaultValue type { ...T } } }`,
  `kind: __type(name: "${typeName}") { kind name: name } none: __type(name: "NoSuchType") { name }`,
];

/** A valid operation, the same for the same seed; null when what the dice gave is not valid GraphQL. */
export function generateOperation(seed: number, options: GenerateOptions): Operation | null {
  const { schema, pools, kind = 'query', maxDepth = 6, maxFields = 40 } = options;
  const random = new Random(seed);
  const root: GraphQLObjectType | null | undefined =
    kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`the schema has no ${kind}`);
  const variables = new Variables(random, pools);
  const selections = new Selections({ schema, random, pools, variables, maxFields: 5 + random.below(maxFields) });
  const depth = 2 + random.below(maxDepth - 1);
  const body =
    kind === 'query'
      ? selections.of(root, depth)
      : `{ ${Array.from({ length: 1 + random.below(3) }, () => mutationField(root, selections, random, depth)).join(' ')} }`;
  const { fragments } = selections;
  const introspects = kind === 'query' && random.chance(0.03);
  const types = Object.keys(schema.getTypeMap());
  const asked = introspects
    ? body.replace('{', `{ ${random.pick(introspections(random.pick(types) ?? 'Query'))}`)
    : body;
  if (asked.includes('...T '))
    fragments.push('fragment T on __Type { kind name ofType { kind name ofType { name } } }');
  const name = random.chance(0.5) ? ' Main' : '';
  const definitions = variables.definitions.length > 0 ? `(${variables.definitions.join(', ')})` : '';
  const other = name !== '' && random.chance(0.05);
  const text = [
    `${kind}${name}${definitions} ${asked}`,
    ...fragments,
    ...(other ? ['query Other { __typename }'] : []),
  ].join('\n');
  const document = parse(text);
  if (validate(schema, document).length > 0) return null;
  return { seed, text, document, operationName: name === '' ? null : 'Main', variables: variables.values };
}

function mutationField(root: GraphQLObjectType, selections: Selections, random: Random, depth: number): string {
  const field = random.pick(Object.values(root.getFields()));
  return field ? selections.field(field, depth) || '__typename' : '__typename';
}

/** Valid operations from a seed on, without end. */
export function* operations(seed: number, options: GenerateOptions): Generator<Operation> {
  for (let at = seed; ; at++) {
    const operation = generateOperation(at, options);
    if (operation) yield operation;
  }
}
