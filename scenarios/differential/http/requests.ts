import { createHash } from 'node:crypto';
import {
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Operation } from '../generate/operations.ts';
import type { Random } from '../generate/random.ts';
import { jsonValue, wrongValue, type Pools } from '../generate/values.ts';

export interface HttpRequest {
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  /** What stands behind the path of the address: empty, or from its question mark on. */
  readonly search: string;
  /** Null for a GET. */
  readonly body: string | null;
}

/** Requests that follow the first two, which are the same. */
const variations = 4;

const accepts: readonly (string | null)[] = [
  null,
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'text/html, */*;q=0.1',
  'multipart/mixed;deferSpec=20220824, application/json',
];

export interface RequestOptions {
  readonly schema: GraphQLSchema;
  readonly pools: Pools;
  readonly random: Random;
}

/**
 * What clients may send of one operation, one after the other: first as it is, then the same again, then with other variables,
 * names, headers and fields of the request.
 */
export function requestsOf(operation: Operation, options: RequestOptions): readonly HttpRequest[] {
  const { random } = options;
  const accept = random.pick(accepts) ?? null;
  const first = request(bodyOf(operation, operation.variables), accept);
  const others = Array.from({ length: variations }, () => {
    const variables = otherVariables(operation, options);
    const body = random.chance(0.2) ? odd(bodyOf(operation, variables), random) : bodyOf(operation, variables);
    const headers: Record<string, string> = random.chance(0.03) ? { 'apollo-expose-query-plan': 'true' } : {};
    const sent = request(body, random.chance(0.5) ? accept : (random.pick(accepts) ?? null), headers);
    return random.chance(0.3) ? byGet(sent, body, random) : sent;
  });
  return [first, first, ...others];
}

type Body = Readonly<Record<string, unknown>>;

const bodyOf = ({ text, operationName }: Operation, variables: Body): Body => ({
  query: text,
  ...(operationName !== null && { operationName }),
  ...(Object.keys(variables).length > 0 && { variables }),
});

function request(body: Body, accept: string | null, headers: Record<string, string> = {}): HttpRequest {
  return {
    method: 'POST',
    search: '',
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'the-same',
      ...(accept !== null && { accept }),
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** An address may be so long; servers refuse longer headers. */
const longestSearch = 12_000;

/** The same by GET, now and then with something about it, unless it is too long for that. */
function byGet(sent: HttpRequest, body: Body, random: Random): HttpRequest {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(body))
    parameters.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  if (random.chance(0.05)) parameters.append(random.pick(['query', 'variables', 'more']) ?? '', '{}');
  const search = `?${parameters.toString()}`;
  if (search.length > longestSearch) return sent;
  const { 'content-type': type = '', ...headers } = sent.headers;
  const preflight = random.pick<Record<string, string>>([
    { 'apollo-require-preflight': 'true' },
    { 'x-apollo-operation-name': 'x' },
    { 'content-type': type },
    { 'content-type': type, 'apollo-require-preflight': 'true' },
    random.chance(0.3) ? {} : { 'apollo-require-preflight': '1' },
    random.chance(0.3) ? { 'apollo-require-preflight': '' } : { 'apollo-require-preflight': '1' },
    random.chance(0.3) ? { 'apollo-require-preflight': '1', 'content-type': 'text/plain' } : { 'content-type': type },
  ]);
  return { method: 'GET', search, headers: { ...headers, ...preflight }, body: null };
}

/** A body with something about it, right or wrong. */
function odd(body: Body, random: Random): Body {
  const sha256Hash = createHash('sha256').update(String(body['query'])).digest('hex');
  const { query: _, ...withoutQuery } = body;
  const persisted = (hash: string, version = 1) => ({ extensions: { persistedQuery: { version, sha256Hash: hash } } });
  return (
    random.pick<Body>([
      { ...body, operationName: null },
      { ...body, operationName: 'NoSuchOperation' },
      { ...body, operationName: '' },
      { ...body, operationName: 7 },
      { ...body, variables: null },
      { ...body, variables: JSON.stringify(body['variables'] ?? {}) },
      { ...body, variables: [] },
      { ...body, extensions: null },
      { ...body, extensions: { clientLibrary: { name: 'x', version: '1' } } },
      { ...body, extensions: [] },
      { ...body, more: 'of it' },
      { ...body, ...persisted(sha256Hash) },
      { ...body, ...persisted('00') },
      { ...body, ...persisted(sha256Hash, 2) },
      { ...withoutQuery, ...persisted(sha256Hash) },
      { ...withoutQuery, query: '' },
      withoutQuery,
      { ...body, query: `${String(body['query'])} # with a remark` },
    ]) ?? body
  );
}

function otherVariables({ document, operationName, variables }: Operation, options: RequestOptions): Body {
  const definition = document.definitions.find(
    (one): one is OperationDefinitionNode =>
      one.kind === Kind.OPERATION_DEFINITION && (operationName === null || one.name?.value === operationName),
  );
  const entries = (definition?.variableDefinitions ?? []).flatMap((one) => {
    const name = one.variable.name.value;
    const value = otherValue(one, variables[name], options);
    return value === undefined ? [] : [[name, value] as const];
  });
  const more = options.random.chance(0.1) ? { unknown: 1 } : {};
  return { ...Object.fromEntries(entries), ...more };
}

function otherValue(
  { variable, type: node }: VariableDefinitionNode,
  given: unknown,
  { schema, pools, random }: RequestOptions,
): unknown {
  const type = typeFromAST(schema, node);
  if (!isInputType(type)) return given;
  // Seldom what is refused: those answers all come from Apollo Server.
  const share = isNonNullType(type) ? 0.03 : 0.12;
  const dice = random.next();
  if (dice < share) return undefined;
  if (dice < 2 * share) return null;
  if (random.chance(0.02)) return wrongValue(type, random);
  return dice < 0.5 ? given : jsonValue(type, variable.name.value, pools, random);
}
