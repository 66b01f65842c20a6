import { optional, text, whole } from '../../kit/env/variable.ts';

export const title = 'Customer subgraph';

export const variables = {
  connections: whole(
    'HUB_DATABASE_CONNECTIONS',
    { least: 1, most: 200, fallback: 10 },
    "Most connections to the hub's own PostgreSQL for requests, of one process",
  ),
  statementTimeoutMs: whole(
    'HUB_DATABASE_STATEMENT_TIMEOUT_MS',
    { least: 1, most: 600_000, fallback: 5_000 },
    "Milliseconds for one statement of a request in the hub's own PostgreSQL",
  ),
  survivorshipFile: optional(
    text(
      'HUB_SURVIVORSHIP_FILE',
      'YAML file that says which value survives when accounts of one customer disagree; absent means that no source is preferred',
      { example: './survivorship.yaml' },
    ),
  ),
  identityRulesFile: optional(
    text(
      'HUB_IDENTITY_RULES_FILE',
      'YAML file with rules of matching in place of those of the house; absent means those of the house',
      { example: './identity-rules.yaml' },
    ),
  ),
};
