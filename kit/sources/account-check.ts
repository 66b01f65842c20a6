import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { HubError } from '../errors/hub-error.ts';
import type { SourceDefinition } from './definition.ts';

/**
 * The hub only reads, and only an account without write rights guarantees that. Throws for an account that can write, unless
 * the source says that this is known; then it warns.
 */
export async function checkAccount(
  database: Database,
  definition: SourceDefinition,
  log: Logger,
  timeoutMs: number,
): Promise<void> {
  const rights = await database.writeRights({ timeoutMs, signal: AbortSignal.timeout(timeoutMs + 1000) });
  if (rights.length === 0) return;
  const { system, connection } = definition;
  if (definition.allowWritableAccount) {
    log.warn(
      { system, rights },
      `THE ACCOUNT OF ${system} CAN WRITE (allowWritableAccount); the hub reads in read-only sessions`,
    );
    return;
  }
  log.error(
    { system, rights },
    `the account in ${connection} can write, so the hub does not use it: give it SELECT only, or set allowWritableAccount: true in source.yaml`,
  );
  throw new HubError('LEGACY_UNAVAILABLE', `System ${system} is not used: its account can write.`, { system });
}
