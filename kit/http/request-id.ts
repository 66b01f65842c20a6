import { randomBytes } from 'node:crypto';

export const requestIdHeader = 'x-request-id';
/** Milliseconds that the caller will still wait. */
export const deadlineHeader = 'x-hub-deadline-ms';

/** Bytes of one identifier, and how many are drawn together: to draw and to write one by one costs several times as much. */
const bytes = 16;
const drawn = 256;

let random = '';
let next = 0;

/** 32 hexadecimal digits. */
function newId(): string {
  if (next === random.length) {
    random = randomBytes(bytes * drawn).toString('hex');
    next = 0;
  }
  const from = next;
  next += 2 * bytes;
  return random.slice(from, next);
}

/** The caller's identifier when it can be printed in a log line without harm, else a new one. */
export function requestIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : newId();
}
