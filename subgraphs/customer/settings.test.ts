import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const url = 'postgres://hub:secret@hub.internal:5432/hub';

test('reads what is set, and has defaults for all but the database', () => {
  const settings = readSettings({ HUB_DATABASE_URL: url, HUB_DATABASE_CONNECTIONS: '3', HUB_SURVIVORSHIP_FILE: '' });
  expect(settings.database.url.reveal()).toBe(url);
  expect(settings).toMatchObject({
    database: { connections: 3, statementTimeoutMs: 5_000 },
    survivorshipFile: null,
    identityRulesFile: null,
  });
});

test('tells of every fault at once, and shows no URL', () => {
  const fault = (() => {
    try {
      return readSettings({
        HUB_DATABASE_URL: 'mysql://hub:secret@hub.internal/hub',
        HUB_DATABASE_CONNECTIONS: 'many',
      });
    } catch (error) {
      return error as Error;
    }
  })();
  expect(fault).toMatchObject({ name: 'EnvFaults' });
  const { message } = fault as Error;
  expect(message).toMatch(/HUB_DATABASE_URL\n {2}expected the URL of a PostgreSQL: postgres:\/\/\.\.\./);
  expect(message).toMatch(/HUB_DATABASE_CONNECTIONS\n {2}expected a whole number from 1 to 200\n {2}found {4}'many'/);
  expect(message).not.toContain('secret');
  expect(() => readSettings({})).toThrow(/HUB_DATABASE_URL\n.*\n {2}found {4}nothing/);
});
