import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../kit/test-servers/test-database.ts';
import { run } from '../../run.ts';
import { capture } from '../../testing/capture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('explain');
});
afterAll(() => database.drop());

const explain = async (...words: string[]) => {
  const io = capture({ HUB_DATABASE_URL: database.url });
  const code = await run(['identity', 'explain', ...words], io, '1.2.3');
  return { code, out: io.out(), err: io.err() };
};

describe('hub identity explain', () => {
  test('says that a hub was never synced, instead of showing its tables', async () => {
    const { code, out, err } = await explain('crm:1', 'shop:1');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('run `hub sync`, then explain again');
  });

  test('needs the database of the hub, and two names', async () => {
    const io = capture({});
    expect(await run(['identity', 'explain', 'a:1', 'b:1'], io, '1.2.3')).toBe(2);
    expect(io.err()).toContain('Set HUB_DATABASE_URL');
    expect((await explain('crm:1')).code).toBe(2);
    const help = await explain('--help');
    expect([help.code, help.out.includes('system:id')]).toEqual([0, true]);
  });
});
