import { describe, expect, it } from 'vitest';
import { WaitingRoom, type Guest, type TurnedAway } from './waiting-room.ts';

function made(limit: number, waiting = 100, patienceMs = 1_000) {
  let most = limit;
  let now = 0;
  const room = new WaitingRoom({ waiting, patienceMs }, () => most);
  const entered: string[] = [];
  const turnedAway: [string, TurnedAway][] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    room,
    entered,
    turnedAway,
    settle,
    allow: (next: number) => {
      most = next;
    },
    at: (ms: number) => {
      now = ms;
      room.sweep(now);
      return settle();
    },
    /** Gives what makes the guest leave the queue. */
    come(name: string, guest: Partial<Guest> = {}): () => void {
      let leave = (): void => undefined;
      const turn = room.enter({ client: 'one', isBulk: false, ...guest }, now, (how) => {
        leave = how;
      });
      if (turn === null) entered.push(name);
      else
        void turn.then((why) => {
          if (why === null) entered.push(name);
          else turnedAway.push([name, why]);
        });
      return leave;
    },
  };
}

const interactive: Guest = { client: 'one', isBulk: false };
const bulk: Guest = { client: 'one', isBulk: true };

describe('a waiting room', () => {
  it('lets in as many as the limit says, the others when somebody leaves', async () => {
    const { room, come, entered, settle } = made(2);
    ['a', 'b', 'c', 'd'].forEach((name) => come(name));
    expect([entered, room.inFlight, room.waiting]).toEqual([['a', 'b'], 2, 2]);
    room.leave(interactive);
    await settle();
    expect([entered, room.inFlight, room.waiting]).toEqual([['a', 'b', 'c'], 2, 1]);
  });

  it('lets more in when the limit grows', async () => {
    const { room, come, entered, settle, allow } = made(1);
    ['a', 'b', 'c'].forEach((name) => come(name));
    allow(3);
    room.fill();
    await settle();
    expect(entered).toEqual(['a', 'b', 'c']);
  });

  it('serves interactive before bulk', async () => {
    const { room, come, entered, settle } = made(1);
    come('first');
    come('bulk', { isBulk: true });
    come('screen');
    room.leave(interactive);
    room.leave(interactive);
    await settle();
    expect(entered).toEqual(['first', 'screen', 'bulk']);
  });

  it('keeps half of the places from bulk', async () => {
    const { room, come, entered, settle } = made(4);
    ['x', 'y', 'z'].forEach((name) => come(name, { isBulk: true }));
    come('screen');
    expect(entered).toEqual(['x', 'y', 'screen']);
    room.leave(bulk);
    await settle();
    expect(entered).toEqual(['x', 'y', 'screen', 'z']);
  });

  it('serves clients in turn, however much one of them asks', async () => {
    const { room, come, entered, settle } = made(1);
    come('0');
    for (let i = 1; i <= 5; i += 1) come(`greedy ${i}`, { client: 'greedy' });
    come('modest 1', { client: 'modest' });
    come('modest 2', { client: 'modest' });
    for (let i = 0; i < 5; i += 1) room.leave(interactive);
    await settle();
    expect(entered).toEqual(['0', 'greedy 1', 'modest 1', 'greedy 2', 'modest 2', 'greedy 3']);
  });

  it('turns away when all is full, and a client over its share while others wait', async () => {
    const { room, come, turnedAway, settle } = made(1, 4);
    come('0');
    for (let i = 1; i <= 4; i += 1) come(`greedy ${i}`, { client: 'greedy' });
    expect(room.refusal({ client: 'greedy', isBulk: false })).toBe('full');
    come('greedy 5', { client: 'greedy' });
    room.leave(interactive);
    room.leave(interactive);
    come('modest', { client: 'modest' });
    come('greedy 6', { client: 'greedy' });
    await settle();
    expect(turnedAway).toEqual([
      ['greedy 5', 'full'],
      ['greedy 6', 'share'],
    ]);
    expect(room.refusal({ client: 'modest', isBulk: false })).toBeNull();
  });

  it('turns away who waited too long, and forgets who left', async () => {
    const { room, come, turnedAway, entered, at, settle } = made(1);
    come('0');
    come('patient');
    const leave = come('leaving');
    leave();
    await at(999);
    expect(room.waiting).toBe(1);
    await at(1_000);
    expect(turnedAway).toEqual([
      ['leaving', 'late'],
      ['patient', 'late'],
    ]);
    leave();
    room.leave(interactive);
    come('next');
    await settle();
    expect([entered, room.inFlight, room.waiting]).toEqual([['0', 'next'], 1, 0]);
  });

  it('lets in without waiting where nobody may wait', () => {
    const { room, come, entered } = made(1, 0);
    expect(room.refusal(interactive)).toBeNull();
    come('a');
    expect(entered).toEqual(['a']);
    expect(room.refusal(interactive)).toBe('full');
  });

  it('never has more in than it may, and serves all, whatever comes and goes', async () => {
    const { room, come, entered, turnedAway, settle, allow } = made(5, 10_000, 1e9);
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const inside: Guest[] = [];
    let limit = 5;
    for (let i = 0; i < 3_000; i += 1) {
      const guest = { client: `c${random(5)}`, isBulk: random(3) === 0 };
      const before = room.inFlight;
      come(String(i), guest);
      if (room.inFlight > before) inside.push(guest);
      expect(room.inFlight).toBeLessThanOrEqual(Math.max(limit, before));
      if (random(10) === 0) allow((limit = 1 + random(9)));
      if (random(2) === 0 && room.inFlight > 0) {
        const leaving = inside.shift();
        if (leaving) room.leave(leaving);
        await settle();
      }
    }
    allow(1e6);
    room.fill();
    await settle();
    expect(room.waiting).toBe(0);
    expect(entered.length + turnedAway.length).toBe(3_000);
    expect(turnedAway).toEqual([]);
  });
});
