import { randomUUID } from 'node:crypto';

export const requestIdHeader = 'x-request-id';
/** Milliseconds that the caller will still wait. */
export const deadlineHeader = 'x-hub-deadline-ms';

/** The caller's identifier when it can be printed in a log line without harm, else a new one. */
export function requestIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}
