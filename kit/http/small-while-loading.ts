import './kept-tick.ts';
import { beginSmall } from './short-lives.ts';

/**
 * For the first import of a program that serves. While it loads nearly all that is made is kept, so V8 lets its young generation
 * grow to the most that it may have, and the old one ahead of what is used; little of that is given back. Until it serves, V8 is
 * told to use little. See docs/decisions/0038.
 */
beginSmall();
