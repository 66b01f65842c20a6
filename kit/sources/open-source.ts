import type { Logger } from 'pino';
import { systemClock, type Clock } from '../context.ts';
import type { Secret } from '../env/secret.ts';
import type { Relation } from '../relation.ts';
import { restrict as restrictByViewer, type Restrict } from '../sql/restriction.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { ChangingSource } from './changing-source.ts';
import type { SourceDefinition } from './definition.ts';
import { legacyDatabase } from './legacy-database.ts';
import { LegacySource } from './legacy-source.ts';
import type { Source } from './source.ts';

export interface OpenSourceOptions {
  readonly url: Secret;
  /** Relations that the running subgraphs read; others can't be asked for. */
  readonly relations: readonly Relation[];
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  readonly clock?: Clock;
  /** Time for a new connection, ms; the statement timeout where that is shorter. */
  readonly connectTimeoutMs?: number;
  /** Another rule of who may see what: for tests. */
  readonly restrict?: Restrict;
}

/** Opens a legacy system for reading. Nothing is connected yet: faults come with the first question, and go when it can. */
export function openSource(definition: SourceDefinition, options: OpenSourceOptions): Source {
  const { relations, log, clock = systemClock, restrict = restrictByViewer } = options;
  const database = legacyDatabase(definition, options);
  const meet = (onDoubt: () => void): LegacySource =>
    new LegacySource(definition, { relations, log, clock, restrict, onDoubt }, database);
  return new ChangingSource(meet, { log, clock });
}
