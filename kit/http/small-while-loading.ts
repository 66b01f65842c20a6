import './kept-tick.ts';
import { setFlagsFromString } from 'node:v8';

/**
 * For the first import of a program that serves. While it loads nearly all that is made is kept, so V8 lets its young generation
 * grow to the most that it may have, and the old one ahead of what is used; little of that is given back. Until `endSmall` or
 * `expectShortLives` (short-lives.ts), V8 is told to use little. See docs/decisions/0038.
 */
for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1']) setFlagsFromString(flag);
