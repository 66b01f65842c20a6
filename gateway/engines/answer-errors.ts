import { GraphQLError } from 'graphql';
import { errorAt } from '../calls/error-at.ts';

type Path = readonly (string | number)[];
type Data = Readonly<Record<string, unknown>> | null | undefined;

/** How a path ends in the data of the answer: at a null (after `depth` steps), at a value, or where nothing was asked for. */
interface End {
  readonly kind: 'null' | 'value' | 'missing';
  /** The path up to the null, or up to the last thing that exists. */
  readonly path: Path;
}

const rank = { null: 0, value: 1, missing: 2 } as const;
const ofWholeCall: ReadonlySet<unknown> = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT', 'REQUEST_CANCELLED']);

/**
 * The errors of an answer, made readable: one per fault and kind of place (list positions do not count), at the first
 * position where the data is null, in the order of paths. A system that fails for 50 customers is one line, not 50.
 */
export function answerErrors(errors: readonly GraphQLError[], data: Data): GraphQLError[] {
  const groups = new Map<string, { error: GraphQLError; end: End }>();
  for (const error of errors) {
    const found = locate(error, data);
    const key = groupOf(found.error, found.end);
    const other = groups.get(key);
    if (!other || before(found, other)) groups.set(key, found);
  }
  const all = [...groups.values()];
  return all
    .filter(
      (one) => one.end.kind !== 'missing' || !all.some((o) => o.end.kind === 'null' && sameFault(o.error, one.error)),
    )
    .sort(
      (a, b) =>
        comparePaths(a.error.path ?? [], b.error.path ?? []) ||
        compare(groupOf(a.error, a.end), groupOf(b.error, b.end)),
    )
    .map(({ error }) => whole(error));
}

function locate(error: GraphQLError, data: Data): { error: GraphQLError; end: End } {
  if (!error.path) return { error, end: { kind: 'value', path: [] } };
  const end = endOf(error.path, data);
  // A fault inside a subgraph keeps its exact place; a lost call is told where the client sees the null.
  const path = end.kind === 'missing' || ofWholeCall.has(error.extensions['code']) ? end.path : error.path;
  return { error: path === error.path ? error : errorAt(error, path), end };
}

function endOf(path: Path, data: Data): End {
  let at: unknown = data;
  if (at === null || at === undefined) return { kind: 'null', path };
  for (const [depth, step] of path.entries()) {
    const next: unknown = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
    if (next === undefined) return { kind: 'missing', path: path.slice(0, depth) };
    if (next === null) return { kind: 'null', path: path.slice(0, depth + 1) };
    at = next;
  }
  return { kind: 'value', path };
}

/** An error of its own where it is one of another place. */
const whole = (error: GraphQLError): GraphQLError =>
  Object.hasOwn(error, 'message')
    ? error
    : new GraphQLError(error.message, {
        ...(error.path?.length && { path: error.path }),
        extensions: error.extensions,
        originalError: error.originalError ?? null,
      });

const faultOf = ({ extensions }: GraphQLError): string =>
  JSON.stringify([extensions['code'], extensions['subgraph'], extensions['system'], extensions['relation']]);

const sameFault = (a: GraphQLError, b: GraphQLError): boolean => faultOf(a) === faultOf(b);

const groupOf = (error: GraphQLError, end: End): string =>
  `${faultOf(error)} ${error.path ? '' : error.message} ${(end.kind === 'missing' ? end.path : (error.path ?? []))
    .map((step) => (typeof step === 'number' ? '@' : step))
    .join('/')}`;

const before = (a: { error: GraphQLError; end: End }, b: { error: GraphQLError; end: End }): boolean =>
  (rank[a.end.kind] - rank[b.end.kind] ||
    comparePaths(a.error.path ?? [], b.error.path ?? []) ||
    compare(a.error.message, b.error.message)) < 0;

function comparePaths(a: Path, b: Path): number {
  for (const [i, step] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (step === other) continue;
    return typeof step === 'number' && typeof other === 'number' ? step - other : compare(String(step), String(other));
  }
  return a.length - b.length;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
