import type { IncomingHttpHeaders } from 'node:http';

/** `bulk`: nobody waits for the answer at a screen (reports, exports, crawls), so whoever does goes first. */
export const priorityHeader = 'x-hub-priority';
export const bulk = 'bulk';

export const isBulk = (headers: IncomingHttpHeaders): boolean => headers[priorityHeader] === bulk;
