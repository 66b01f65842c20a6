/** SQL for a timestamptz as the graph writes instants: ISO 8601, UTC, without a zero fraction. */
export const instantText = (sql: string): string =>
  `rtrim(rtrim(to_char((${sql}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '0'), '.') || 'Z'`;
