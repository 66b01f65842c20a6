import { expect, it } from 'vitest';
import { Canceller } from './canceller.ts';

/** A made server: connections are numbers. Its answers to cancels are held back while `isSilent`. */
function given() {
  const server = { opened: 0, destroyed: [] as number[], ended: [] as number[], asked: [] as string[] };
  const held: (() => void)[] = [];
  const state = { isSilent: false, isRefusing: false };
  const canceller = new Canceller<number>(
    {
      usable: (side) => !server.destroyed.includes(side),
      destroy: (side) => void server.destroyed.push(side),
      cancel: async (side, connections) => {
        server.asked.push(`${side}: ${connections.join(' ')}`);
        if (state.isRefusing) throw new Error('no');
        if (state.isSilent) await new Promise<void>((resolve) => held.push(resolve));
      },
    },
    {
      open: () => Promise.resolve(100 + ++server.opened),
      end: (side) => Promise.resolve(void server.ended.push(side)),
    },
  );
  const answer = (): void => {
    for (const go of held.splice(0)) go();
  };
  return { canceller, server, state, answer };
}

/** A statement that runs until it is told to end. */
function statement() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { ended, end };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('cancels over one connection, and together whatever comes while it is busy', async () => {
  const { canceller, server, state, answer } = given();
  state.isSilent = true;
  const all = [1, 2, 3, 4].map(() => statement());
  const cancelled = all.map(({ ended }, i) => canceller.cancel(i + 1, ended));
  await turn();
  expect(server.asked).toEqual(['101: 1']);
  // It ends by itself before its turn.
  all[3]?.end();
  answer();
  await turn();
  expect(server.asked).toEqual(['101: 1', '101: 2 3']);
  state.isSilent = false;
  answer();
  for (const { end } of all) end();
  expect(await Promise.all(cancelled)).toEqual([true, true, true, true]);
  await canceller.close();
  expect([server.opened, server.ended]).toEqual([1, [101]]);
});

it('cancels again while the statement goes on: the first time may have been too early', async () => {
  const { canceller, server } = given();
  const { ended, end } = statement();
  const cancelled = canceller.cancel(1, ended);
  await expect.poll(() => server.asked.length, { interval: 5 }).toBeGreaterThan(2);
  end();
  expect(await cancelled).toBe(true);
});

it('a connection is not free before the server has done its part, though its statement has ended', async () => {
  const { canceller, state, answer } = given();
  state.isSilent = true;
  const { ended, end } = statement();
  let isFree = false;
  const cancelled = canceller.cancel(1, ended).then((is) => (isFree = is));
  end();
  await turn();
  expect(isFree).toBe(false);
  answer();
  expect(await cancelled).toBe(true);
});

it('gives a connection up whose statement does not end, or whose cancel nobody answers', async () => {
  const { canceller, server, state } = given();
  const { ended } = statement();
  expect(await canceller.cancel(1, ended)).toBe(false);
  state.isSilent = true;
  const unanswered = [canceller.cancel(2, statement().ended), canceller.cancel(3, statement().ended)];
  expect(await Promise.all(unanswered)).toEqual([false, false]);
  expect(server.destroyed).toContain(101);
  state.isSilent = false;
  expect(await canceller.cancel(4, Promise.resolve())).toBe(true);
});

it('cancels over another connection when that one fails, and does not trust the first cancel any more', async () => {
  const { canceller, server, state } = given();
  state.isRefusing = true;
  const { ended, end } = statement();
  const cancelled = canceller.cancel(1, ended);
  await expect.poll(() => server.opened, { interval: 5 }).toBe(1);
  state.isRefusing = false;
  await expect.poll(() => server.asked, { interval: 5 }).toContain('102: 1');
  end();
  expect(await cancelled).toBe(false);
});

it('goes on to tell the server of a statement whose connection was given up before it had heard', async () => {
  const { canceller, server, state } = given();
  state.isRefusing = true;
  expect(await canceller.cancel(1, statement().ended)).toBe(false);
  const before = server.asked.length;
  state.isRefusing = false;
  await expect.poll(() => server.asked.length, { interval: 5 }).toBe(before + 1);
  await canceller.close();
});
