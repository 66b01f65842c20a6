import { afterEach, expect, it, vi } from 'vitest';
import { codeOf, fromThirdUse, name } from './code.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('makes functions of what they are given', () => {
  const read = codeOf<(from: object) => unknown>(`(from) => in0 + from[${name(`it's "so"`)}]`, [1]);
  expect(read?.({ [`it's "so"`]: 2 })).toBe(3);
});

it('gives null where text may not be compiled', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  expect(codeOf('() => 1', [])).toBeNull();
});

it('makes at the third use, once', () => {
  const make = vi.fn(() => 'made');
  const made = fromThirdUse(make);
  expect([made(), made(), made(), made()]).toEqual([null, null, 'made', 'made']);
  expect(make).toHaveBeenCalledOnce();
});
