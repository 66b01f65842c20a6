import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../../kit/errors/catalogue.ts';

/** Something failed that is not the client's doing, and that something older can stand in for. */
const passing: ReadonlySet<unknown> = new Set<ErrorCode>([
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'LEGACY_OVERLOADED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
]);

type Coded = Pick<GraphQLFormattedError, 'message' | 'extensions'>;

export const isPassing = ({ extensions }: Coded): boolean => passing.has(extensions?.['code']);

/** A fault that an older value stands in for, as `extensions.cache.warnings` tells it. */
export interface CacheWarning {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One per fault, wherever it was met. */
export function warningsOf(errors: readonly Coded[]): CacheWarning[] {
  const known = new Map<string, CacheWarning>();
  for (const { message, extensions = {} } of errors)
    known.set(`${message} ${JSON.stringify(extensions)}`, { message, extensions });
  return [...known.values()];
}
