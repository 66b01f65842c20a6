import { z } from 'zod';
import { readEnv } from '../../kit/env/read-env.ts';
import { Secret } from '../../kit/env/secret.ts';
import { variables } from './env.ts';

const milliseconds = (fallback: number, limit: number) => z.coerce.number().int().min(1).max(limit).default(fallback);

const shape = z.object({
  HUB_DATABASE_URL: z
    .string('expected the URL of the hub database, postgres://user:password@host:5432/hub; found nothing')
    .regex(/^postgres(ql)?:\/\/./, 'expected a URL that begins with postgres://; found something else'),
  HUB_DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
  HUB_DATABASE_STATEMENT_TIMEOUT_MS: milliseconds(5_000, 600_000),
});

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

/** Reads the settings of the subgraph; throws with every problem at once, never with a value. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): CustomerSettings {
  // An empty variable is one that was not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = shape.safeParse(given);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `- ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`subgraph customer: the environment is not usable:\n${problems.join('\n')}`);
  }
  return {
    database: {
      url: new Secret(read.data.HUB_DATABASE_URL),
      connections: read.data.HUB_DATABASE_CONNECTIONS,
      statementTimeoutMs: read.data.HUB_DATABASE_STATEMENT_TIMEOUT_MS,
    },
    ...readEnv(variables, env),
  };
}
