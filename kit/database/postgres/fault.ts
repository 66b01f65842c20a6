import type { FaultKind } from '../driver.ts';

/** By SQLSTATE; an error without one (`EPIPE` is none) comes from the socket. */
export function postgresFault(error: unknown): FaultKind {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return 'unreachable';
  // query_canceled by statement_timeout; lock_not_available
  if (code === '57014' || code === '55P03') return 'timeout';
  // connection exceptions, authorisation, unknown database, too many connections, server shutting down; one statement that
  // finds no room (memory, disk, temporary files: the rest of class 53) is refused
  if (/^(08|28|3D|53300|57P)/.test(code)) return 'unreachable';
  // data exceptions: division by zero, text that is no number
  if (code.startsWith('22')) return 'invalid';
  return 'refused';
}
