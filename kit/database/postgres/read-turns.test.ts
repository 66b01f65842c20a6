import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReadTurns } from './read-turns.ts';

const large = 65_536;

test('one large piece in a turn, the others in the order in which they came; what is small waits for none of them', async () => {
  const turns = new ReadTurns();
  const dealt: string[] = [];
  const piece = (name: string): void => {
    if (turns.takes(large)) dealt.push(name);
    else turns.wait(() => dealt.push(name));
  };
  for (const name of ['a', 'b', 'c']) piece(name);
  expect(turns.takes(200)).toBe(true);
  expect(dealt).toEqual(['a']);
  await turnOfTheLoop();
  expect(dealt).toEqual(['a', 'b']);
  piece('d');
  await turnOfTheLoop();
  expect(dealt).toEqual(['a', 'b', 'c']);
  await turnOfTheLoop();
  expect(dealt).toEqual(['a', 'b', 'c', 'd']);
  await turnOfTheLoop();
  piece('e');
  expect(dealt.at(-1)).toBe('e');
});
