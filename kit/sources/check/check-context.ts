import type { Database, QueryOptions } from '../../database/database.ts';
import type { Relation } from '../../relation.ts';
import type { Mapping, SourceDefinition } from '../definition.ts';
import { HubError } from '../../errors/hub-error.ts';
import { describeError } from '../../log.ts';
import type { Problem } from '../problem.ts';
import type { CheckName, CheckResult, CheckStatus } from './check-result.ts';
import type { MappingPlaces } from './mapping-places.ts';

/** Everything that the checks of one mapping need. */
export interface MappingCheck {
  readonly definition: SourceDefinition;
  readonly mapping: Mapping;
  readonly relation: Relation;
  readonly isFeed: boolean;
  readonly database: Database;
  readonly options: QueryOptions;
  readonly places: MappingPlaces;
}

/** The outcome of a check, before it is known which system and relation it was about. */
export interface Outcome {
  readonly status: CheckStatus;
  readonly note: string;
  readonly problem?: Problem;
}

export const ok = (note: string): Outcome => ({ status: 'ok', note });
export const skipped = (note: string): Outcome => ({ status: 'skipped', note });
export const warning = (problem: Problem): Outcome => ({ status: 'warning', note: problem.found, problem });
export const failure = (problem: Problem): Outcome => ({ status: 'error', note: problem.found, problem });

export const resultsOf = (
  system: string,
  relation: string | null,
  check: CheckName,
  outcomes: readonly Outcome[],
): CheckResult[] => outcomes.map((outcome) => ({ system, relation, check, ...outcome }));

/** What the database said, for an operator; statements and data are cut out. */
export function databaseWords(error: unknown): string {
  if (!(error instanceof HubError)) return describeError(error).message;
  return error.cause === undefined ? error.message : describeError(error.cause).message;
}

export const isTimeout = (error: unknown): boolean => error instanceof HubError && error.code === 'LEGACY_TIMEOUT';
export const isUnavailable = (error: unknown): boolean =>
  error instanceof HubError && error.code === 'LEGACY_UNAVAILABLE' && /could not be reached/.test(error.message);
