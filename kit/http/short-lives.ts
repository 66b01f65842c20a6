import { setFlagsFromString } from 'node:v8';

/**
 * What is made for one request is garbage a few milliseconds later. V8 learns while a server warms up (and what it makes is kept)
 * that some places make what lives long, and puts what they make among the old ever after: there it keeps all that it refers to,
 * whole requests, from every small garbage collection, until a large one. This tells V8 not to learn that. See docs/decisions/0039.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  endSmall();
}

/** Ends what small-while-loading.ts has told V8: for whoever has much to do before it serves. */
export function endSmall(): void {
  for (const flag of ['--no-optimize-for-size', '--semi-space-growth-factor=2']) setFlagsFromString(flag);
}
