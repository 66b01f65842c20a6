import { afterEach, expect, it, vi } from 'vitest';
import { codeOf } from './code-of.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('makes functions of what they are given', () => {
  const read = codeOf<(from: object) => unknown>(`(from) => in0 + from[${JSON.stringify(`it's "so"`)}]`, [1]);
  expect(read?.({ [`it's "so"`]: 2 })).toBe(3);
});

it('gives null where text may not be compiled', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  expect(codeOf('() => 1', [])).toBeNull();
});
