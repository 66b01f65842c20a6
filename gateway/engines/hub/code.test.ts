import { expect, it, vi } from 'vitest';
import { fromThirdUse, name } from './code.ts';

it('quotes names', () => {
  expect(name(`it's "so"`)).toBe(String.raw`"it's \"so\""`);
});

it('makes at the third use, once', () => {
  const make = vi.fn(() => 'made');
  const made = fromThirdUse(make);
  expect([made(), made(), made(), made()]).toEqual([null, null, 'made', 'made']);
  expect(make).toHaveBeenCalledOnce();
});
