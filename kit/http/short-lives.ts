import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let isSmall = false;

/** Until `endSmall` or `expectShortLives` V8 uses little: see small-while-loading.ts. */
export function beginSmall(): void {
  isSmall = true;
  for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1']) setFlagsFromString(flag);
}

/** Ends what `beginSmall` has told V8: for whoever has much to do before it serves. */
export function endSmall(): void {
  isSmall = false;
  for (const flag of ['--no-optimize-for-size', '--semi-space-growth-factor=2']) setFlagsFromString(flag);
}

/**
 * What is made for one request is garbage a few milliseconds later. V8 learns while a server warms up (and what it makes is kept)
 * that some places make what lives long, and puts what they make among the old ever after: there it keeps all that it refers to,
 * whole requests, from every small garbage collection, until a large one. This tells V8 not to learn that. See docs/decisions/0039.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  if (isSmall) moveTogether();
  endSmall();
}

/** What has been loaded lies with gaps between, of what was only needed to load it: a sixth of the heap. See docs/decisions/0038. */
function moveTogether(): void {
  for (const flag of ['--expose-gc', '--compact-on-every-full-gc']) setFlagsFromString(flag);
  runInNewContext('gc()');
  for (const flag of ['--no-expose-gc', '--no-compact-on-every-full-gc']) setFlagsFromString(flag);
}
