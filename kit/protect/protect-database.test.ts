import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Database, QueryOptions, RawRow, Statement } from '../database/database.ts';
import type { FaultKind } from '../database/driver.ts';
import { faultOf, stopReason } from '../database/fault.ts';
import type { RowReader } from '../database/row-reader.ts';
import { HubError } from '../errors/hub-error.ts';
import { deliver, type Receiver } from '../receiver.ts';
import { protectDatabase } from './protect-database.ts';

/** A database that fails as told; `asked` are the time limits of the statements it saw. */
function fake(answer: (statement: string) => Promise<RawRow[]>): { database: Database; asked: number[] } {
  const asked: number[] = [];
  const database: Database = {
    dialect: 'postgres',
    query: () => Promise.reject(new Error('it asks by read')),
    read: <T>({ sql }: Statement, reader: RowReader<T>, { timeoutMs }: QueryOptions, to: Receiver<T[]>) => {
      asked.push(timeoutMs);
      const read = (rows: RawRow[]) => rows.map((row) => reader.of(Object.keys(row))(Object.values(row)));
      deliver(answer(sql).then(read), to);
    },
    stream: async function* () {
      yield await answer('stream');
    },
    describe: async () => [],
    writeRights: async () => [],
    explain: async () => '',
    close: async () => undefined,
  };
  return { database, asked };
}

const protect = (database: Database): Database =>
  protectDatabase(database, {
    system: 'shop',
    log: pino({ level: 'silent' }),
    connections: 2,
    waiting: 2,
    statementTimeoutMs: 100,
  });

const ask = (database: Database, signal = new AbortController().signal): Promise<unknown> =>
  database.query({ sql: 'select 7', bindings: [] }, { signal, timeoutMs: 100 }).catch((error: unknown) => error);

const failing = (error: () => Error) => fake(() => Promise.reject(error()));

describe('a protected database', () => {
  it('sends a statement once more that did not reach the system', async () => {
    let times = 0;
    const { database, asked } = fake(async () => {
      times += 1;
      if (times === 1) throw faultOf('unreachable', 'shop');
      return [{ seven: '7' }];
    });
    const shop = protect(database);
    expect(await ask(shop)).toEqual([{ seven: '7' }]);
    expect(asked).toHaveLength(2);
    await shop.close();
  });

  it.each<[FaultKind, number]>([
    ['refused', 30],
    ['invalid', 30],
  ])('a statement that is %s says that the system works', async (kind, times) => {
    const { database, asked } = failing(() => faultOf(kind, 'shop'));
    const shop = protect(database);
    for (let i = 0; i < times; i += 1) await ask(shop);
    expect(asked).toHaveLength(times);
    await shop.close();
  });

  it('a client that left, or was in a hurry, says nothing', async () => {
    const left = new HubError('REQUEST_CANCELLED', 'left');
    const { database, asked } = failing(() => stopReason(AbortSignal.abort(left), 'shop'));
    const shop = protect(database);
    for (let i = 0; i < 20; i += 1) await ask(shop);
    expect(asked).toHaveLength(20);
    const hurry = failing(() => faultOf('timeout', 'shop'));
    const other = protect(hurry.database);
    for (let i = 0; i < 20; i += 1) await ask(other);
    expect(hurry.asked).toHaveLength(20);
    await Promise.all([shop.close(), other.close()]);
  });

  it('is spared when it can not be reached, statements and questions about it alike', async () => {
    const { database } = failing(() => faultOf('unreachable', 'shop'));
    const shop = protect({ ...database, writeRights: async () => ['UPDATE on everything'] });
    for (let i = 0; i < 5; i += 1) expect(await ask(shop)).toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    const options = { signal: new AbortController().signal, timeoutMs: 100 };
    await expect(shop.writeRights(options)).rejects.toThrow(
      /^System shop failed and is being spared; it is tried again/,
    );
    await shop.close();
  });
});
