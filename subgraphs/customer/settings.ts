import { readEnv, type RawEnv } from '../../kit/env/read-env.ts';
import type { Secret } from '../../kit/env/secret.ts';
import { postgresUrl } from '../../kit/env/variable.ts';
import { variables } from './env.ts';

const databaseUrl = postgresUrl('HUB_DATABASE_URL', "the hub's own PostgreSQL");

export interface CustomerSettings {
  readonly database: {
    /** `HUB_DATABASE_URL`: the hub's own PostgreSQL, read and written. */
    readonly url: Secret;
    /** `HUB_DATABASE_CONNECTIONS`: most connections for requests, of one process. */
    readonly connections: number;
    /** `HUB_DATABASE_STATEMENT_TIMEOUT_MS`: longest statement of a request. */
    readonly statementTimeoutMs: number;
  };
  /** `HUB_SURVIVORSHIP_FILE`: path of the rules of the golden record; null means those of the house. */
  readonly survivorshipFile: string | null;
  /** `HUB_IDENTITY_RULES_FILE`: path of the rules of matching; null means those of the house. */
  readonly identityRulesFile: string | null;
}

/** Reads the settings of the subgraph. Throws EnvFaults with every fault at once. */
export function readSettings(env: RawEnv): CustomerSettings {
  const { url, connections, statementTimeoutMs, ...files } = readEnv({ url: databaseUrl, ...variables }, env);
  return { database: { url, connections, statementTimeoutMs }, ...files };
}
