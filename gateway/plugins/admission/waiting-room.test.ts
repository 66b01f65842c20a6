import { describe, expect, it } from 'vitest';
import { WaitingRoom, type Guest, type Seat, type TurnedAway } from './waiting-room.ts';

function made(limit: number, waiting = 100, patienceMs = 900, seatedMs = 1_000) {
  let most = limit;
  let now = 0;
  const room = new WaitingRoom({ waiting, patienceMs, seatedMs }, () => most);
  const entered: string[] = [];
  const turnedAway: [string, TurnedAway][] = [];
  const seats: Seat[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const seated = (name: string, answer: Seat | TurnedAway): void => {
    if (typeof answer === 'string') turnedAway.push([name, answer]);
    else {
      entered.push(name);
      seats.push(answer);
    }
  };
  return {
    room,
    entered,
    turnedAway,
    seats,
    settle,
    allow: (next: number) => {
      most = next;
    },
    at: (ms: number) => {
      now = ms;
      room.sweep(now);
      return settle();
    },
    /** The one that came in first leaves. */
    async leave(): Promise<void> {
      const seat = seats.shift();
      if (!seat) throw new Error('nobody is in');
      room.leave(seat, now);
      await settle();
    },
    /** Gives what makes the guest leave the queue. */
    come(name: string, guest: Partial<Guest> = {}): () => void {
      let leave = (): void => undefined;
      const whole: Guest = { client: 'one', isBulk: false, ...guest };
      if (room.isFree(whole.isBulk)) seated(name, room.admit(whole.isBulk, now));
      else
        void room
          .wait(whole, now, (how) => {
            leave = how;
          })
          .then((answer) => {
            seated(name, answer);
          });
      return leave;
    },
  };
}

const interactive: Guest = { client: 'one', isBulk: false };

describe('a waiting room', () => {
  it('lets in as many as the limit says, the others when somebody leaves', async () => {
    const { room, come, entered, leave } = made(2);
    ['a', 'b', 'c', 'd'].forEach((name) => come(name));
    expect([entered, room.inFlight, room.waiting]).toEqual([['a', 'b'], 2, 2]);
    await leave();
    expect([entered, room.inFlight, room.waiting]).toEqual([['a', 'b', 'c'], 2, 1]);
  });

  it('lets more in when the limit grows', async () => {
    const { room, come, entered, settle, allow } = made(1, 100, 5_000);
    ['a', 'b', 'c'].forEach((name) => come(name));
    allow(3);
    room.fill(0);
    await settle();
    expect(entered).toEqual(['a', 'b', 'c']);
  });

  it('serves interactive before bulk', async () => {
    const { come, entered, leave } = made(1);
    come('first');
    come('bulk', { isBulk: true });
    come('screen');
    await leave();
    await leave();
    expect(entered).toEqual(['first', 'screen', 'bulk']);
  });

  it('gives bulk a quarter of the places', async () => {
    const { come, entered, leave } = made(8);
    ['x', 'y', 'z'].forEach((name) => come(name, { isBulk: true }));
    come('screen');
    expect(entered).toEqual(['x', 'y', 'screen']);
    await leave();
    expect(entered).toEqual(['x', 'y', 'screen', 'z']);
  });

  it('serves clients in turn, however much one of them asks', async () => {
    const { come, entered, leave } = made(1, 100, 90_000);
    come('0');
    for (let i = 1; i <= 5; i += 1) come(`greedy ${i}`, { client: 'greedy' });
    come('modest 1', { client: 'modest' });
    come('modest 2', { client: 'modest' });
    for (let i = 0; i < 5; i += 1) await leave();
    expect(entered).toEqual(['0', 'greedy 1', 'modest 1', 'greedy 2', 'modest 2', 'greedy 3']);
  });

  it('gives the place of who waits for a system to others, once', async () => {
    const { room, come, entered, at, leave } = made(2, 100, 5_000);
    ['a', 'b', 'c', 'd', 'e'].forEach((name) => come(name));
    await at(999);
    expect(entered).toEqual(['a', 'b']);
    await at(1_000);
    expect([entered, room.inFlight]).toEqual([['a', 'b', 'c', 'd'], 4]);
    await leave();
    await leave();
    expect([entered, room.inFlight]).toEqual([['a', 'b', 'c', 'd'], 2]);
    await leave();
    expect([entered, room.inFlight]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
  });

  it('turns away when all is full, and a client over its share while others wait', async () => {
    const { room, come, turnedAway, leave } = made(1, 4, 9_000);
    come('0');
    for (let i = 1; i <= 4; i += 1) come(`greedy ${i}`, { client: 'greedy' });
    expect(room.refusal({ client: 'greedy', isBulk: false })).toBe('full');
    come('greedy 5', { client: 'greedy' });
    await leave();
    await leave();
    come('modest', { client: 'modest' });
    come('greedy 6', { client: 'greedy' });
    await leave();
    expect(turnedAway).toEqual([
      ['greedy 5', 'full'],
      ['greedy 6', 'share'],
    ]);
    expect(room.refusal({ client: 'modest', isBulk: false })).toBeNull();
  });

  it('turns away who waited too long, and forgets who left', async () => {
    const { room, come, turnedAway, entered, at, leave } = made(1);
    come('0');
    const goAway = come('leaving');
    goAway();
    come('patient');
    await at(899);
    expect(room.waiting).toBe(1);
    await at(900);
    expect(turnedAway).toEqual([
      ['leaving', 'late'],
      ['patient', 'late'],
    ]);
    goAway();
    await leave();
    come('next');
    expect([entered, room.inFlight, room.waiting]).toEqual([['0', 'next'], 1, 0]);
  });

  it('turns away who could not come in before the end of his patience, by the pace at which others leave', async () => {
    const { room, come, turnedAway, leave } = made(2, 100, 2_000);
    for (let i = 0; i < 6; i += 1) come(String(i));
    // Two places for two seconds, a second each: four can still come in, whatever happens.
    expect([room.waiting, room.refusal(interactive)]).toEqual([4, 'full']);
    come('6');
    // Twenty in a second: forty in two.
    for (let look = 0; look < 100; look += 1) {
      for (let i = 0; i < 2; i += 1) {
        await leave();
        come('another');
      }
      expect(room.look(100)).toBe(2);
    }
    for (let i = 0; i < 50; i += 1) come('late');
    expect(room.waiting).toBe(40);
    await leave();
    expect([turnedAway[0], turnedAway.length]).toEqual([['6', 'full'], 1 + 14]);
  });

  it('lets in without waiting where nobody may wait', () => {
    const { room, come, entered } = made(1, 0);
    expect(room.refusal(interactive)).toBeNull();
    come('a');
    expect(entered).toEqual(['a']);
    expect(room.refusal(interactive)).toBe('full');
  });

  it('never has more in than it may, and serves all, whatever comes and goes', async () => {
    const { room, come, entered, turnedAway, seats, leave, allow, settle } = made(5, 10_000, 1e9);
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    let limit = 5;
    for (let i = 0; i < 3_000; i += 1) {
      const before = room.inFlight;
      come(String(i), { client: `c${random(5)}`, isBulk: random(3) === 0 });
      expect(room.inFlight).toBeLessThanOrEqual(Math.max(limit, before));
      if (random(10) === 0) allow((limit = 1 + random(9)));
      if (random(2) === 0 && seats.length > 0) await leave();
    }
    allow(1e6);
    room.fill(0);
    await settle();
    expect([room.waiting, entered.length, turnedAway]).toEqual([0, 3_000, []]);
  });
});
