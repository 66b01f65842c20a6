import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { protectDatabase } from '../protect/protect-database.ts';
import type { SourceDefinition } from './definition.ts';
import type { OpenSourceOptions } from './open-source.ts';

/** The database of a source, within its limits: not asked too much at a time, and spared while it fails. */
export function legacyDatabase(
  { system, limits }: SourceDefinition,
  {
    url,
    log,
    telemetry,
    connectTimeoutMs = 5000,
  }: Pick<OpenSourceOptions, 'url' | 'log' | 'telemetry' | 'connectTimeoutMs'>,
): Database {
  const { connections, waiting, statementTimeoutMs, spareAfter } = limits;
  const database = openDatabase({
    system,
    url,
    connections,
    telemetry,
    connectTimeoutMs: Math.min(connectTimeoutMs, statementTimeoutMs),
  });
  const breaker = { faultsInARow: spareAfter };
  return protectDatabase(database, { system, log, connections, waiting, statementTimeoutMs, breaker });
}
