import type { FaultKind } from '../driver.ts';

/** Query timeout of MySQL, of MariaDB; interrupted; lock wait. */
const timeouts = new Set([3024, 1969, 1317, 1205]);
/** Access denied (account, database), too many connections, unknown database, server shutting down, no new user. */
const unreachable = new Set([1040, 1044, 1045, 1049, 1053, 1129, 1130, 1203, 1226, 1698, 1927]);
/** Out of range, wrong value, division by zero. */
const invalid = new Set([1264, 1292, 1365, 1366, 1367, 1411, 1690, 3020]);

export function mysqlFault(error: unknown): FaultKind {
  const errno = typeof error === 'object' && error !== null && 'errno' in error ? error.errno : undefined;
  // Errors of the server have numbers from 1000; those of the socket are negative.
  if (typeof errno !== 'number' || errno < 1000 || unreachable.has(errno)) return 'unreachable';
  if (timeouts.has(errno)) return 'timeout';
  if (invalid.has(errno)) return 'invalid';
  return 'refused';
}
