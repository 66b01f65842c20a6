import type { IncomingHttpHeaders } from 'node:http';
import { deadlineHeader, requestIdHeader } from './request-id.ts';
import { priorityHeader } from './priority.ts';

/** Headers of a client that remote subgraphs get too, by lower-case name. */
export type PassedHeaders = Readonly<Record<string, string>>;

/** What belongs to one connection (RFC 9110, 7.6.1), or describes a body or an answer that is another one further on. */
const ofOneHop: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
  'origin',
  'range',
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'content-encoding',
]);

/** What the gateway says itself. */
const ours: ReadonlySet<string> = new Set([
  requestIdHeader,
  deadlineHeader,
  priorityHeader,
  'traceparent',
  'tracestate',
]);

/** Whether a header may go on as the client sent it. Names in lower case. */
export const mayPass = (name: string): boolean =>
  /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/.test(name) && !ofOneHop.has(name) && !ours.has(name);

/** Those of the names that a request has; null when it has none. */
export function passedHeaders(headers: IncomingHttpHeaders, names: readonly string[]): PassedHeaders | null {
  let passed: Record<string, string> | null = null;
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) (passed ??= {})[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return passed;
}
