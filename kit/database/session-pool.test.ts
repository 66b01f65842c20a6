import { expect, test } from 'vitest';
import type { Driver } from './driver.ts';
import { SessionPool, type Session } from './session-pool.ts';
import type { ConnectionMaker } from './knex-connections.ts';

/** A made product: connections are numbers; those in `broken` can't be used any more. */
function given(connections: number, faults: Error[] = []) {
  const broken = new Set<number>();
  const ended: number[] = [];
  let made = 0;
  const driver: Pick<Driver<number>, 'usable' | 'destroy'> = {
    usable: (connection) => !broken.has(connection),
    destroy: (connection) => void broken.add(connection),
  };
  const maker: ConnectionMaker<number> = {
    open: () => {
      const fault = faults.shift();
      return fault ? Promise.reject(fault) : Promise.resolve(++made);
    },
    end: (connection) => Promise.resolve(void ended.push(connection)),
    close: () => Promise.resolve(),
  };
  return { pool: new SessionPool(driver, maker, connections), broken, ended, made: () => made };
}

const session = (pool: SessionPool<number>): Promise<Session<number>> => {
  const free = pool.take();
  return free ? Promise.resolve(free) : pool.wait().session;
};

test('opens as many as are needed and allowed, lends the last used first, and tells that it was used', async () => {
  const { pool, made } = given(2);
  const [a, b] = [await session(pool), await session(pool)];
  const third = pool.wait().session;
  expect([a.connection, b.connection, a.isReused, made()]).toEqual([1, 2, false, 2]);
  pool.release(a);
  expect(await third).toBe(a);
  expect([a.isReused, made()]).toEqual([true, 2]);
  pool.release(b);
  pool.release(a);
  expect([pool.take(), pool.take(), pool.take()]).toEqual([a, b, null]);
});

test('first come, first served; who left gets none', async () => {
  const { pool } = given(1);
  const only = await session(pool);
  const order: string[] = [];
  const [first, second, third] = [pool.wait(), pool.wait(), pool.wait()];
  void first.session.then(() => order.push('first'));
  void second.session.then(() => order.push('second'));
  void third.session.then(() => order.push('third'));
  second.leave();
  pool.release(only);
  await first.session;
  pool.release(only);
  await third.session;
  expect(order).toEqual(['first', 'third']);
});

test('a session that broke is not lent again, and makes room for another', async () => {
  const { pool, broken, made } = given(1);
  const first = await session(pool);
  const waiting = pool.wait().session;
  broken.add(1);
  pool.release(first);
  expect((await waiting).connection).toBe(2);
  pool.release(await waiting);
  broken.add(2);
  expect(pool.take()).toBeNull();
  expect((await session(pool)).connection).toBe(3);
  expect(made()).toBe(3);
});

test('a fault of connecting is told to one who waits while others are served, and to all when nobody can be', async () => {
  const { pool } = given(2, [new Error('one'), new Error('two')]);
  const both = await Promise.allSettled([session(pool), session(pool), session(pool)]);
  expect(both.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'served'))).toEqual([
    'one',
    'two',
    'two',
  ]);
  expect((await session(pool)).connection).toBe(1);
});

test('closing ends what is free, refuses whoever waits, and waits for what is in use', async () => {
  const { pool, ended, broken } = given(2);
  const [used, free] = [await session(pool), await session(pool)];
  pool.release(free);
  const closing = pool.close();
  await expect(pool.wait().session).rejects.toThrow('closed');
  pool.release(used);
  await closing;
  expect([ended, [...broken]]).toEqual([[2], [1]]);
});
