import { expect, inject, test } from 'vitest';
import { Secret } from '../../env/secret.ts';
import { createTestDatabase } from '../../test-servers/test-database.ts';
import type { QueryOptions } from '../database.ts';
import { openDatabase } from '../open-database.ts';

const options = (): QueryOptions => ({ timeoutMs: 30_000, signal: new AbortController().signal });

test.skipIf(inject('postgresUrl') === null)(
  'a statement whose connection the server ends is asked again on another one, once the first was used before',
  async () => {
    const made = await createTestDatabase('lost');
    const database = openDatabase({
      system: 'test',
      url: new Secret(made.url),
      connections: 1,
      connectTimeoutMs: 2000,
    });
    const pid = async (): Promise<string> => {
      const [row] = await database.query({ sql: 'select pg_backend_pid() as pid', bindings: [] }, options());
      return row?.['pid'] ?? '';
    };
    const end = (which: string): Promise<unknown> => made.run(`select pg_terminate_backend(${which})`);

    const first = await pid();
    await end(first);
    const second = await pid();
    expect(second).not.toBe(first);

    const sleeper = async (): Promise<string> => {
      const [row] = await made.run(
        `select pid::text from pg_stat_activity where query like 'select pg_sleep(25)%' and state = 'active'`,
      );
      return String(row?.['pid']);
    };
    const asleep = database
      .query({ sql: 'select pg_sleep(25)', bindings: [] }, options())
      .catch((error: unknown) => error);
    await expect.poll(sleeper).toBe(second);
    await end(second);
    await expect.poll(sleeper).not.toBe('undefined');
    const third = await sleeper();
    expect(third).not.toBe(second);
    // That one was new: it is no use to try again.
    await end(third);
    expect(await asleep).toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      message: 'System test could not be reached.',
      cause: { code: '57P01' },
    });
    expect(await pid()).not.toBe(third);
    await database.close();
    await made.drop();
  },
);
