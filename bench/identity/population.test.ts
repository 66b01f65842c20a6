import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { readDataset } from '../../subgraphs/customer/identity/evaluate/read-dataset.ts';
import { measure } from './measure.ts';
import { writeDataset } from './write-dataset.ts';

const folder = temporaryFolder();
beforeAll(async () => {
  await writeDataset(join(folder, 'a'), 3000, 5);
  await writeDataset(join(folder, 'b'), 3000, 5);
  await writeDataset(join(folder, 'small'), 1000, 5);
});

const text = (set: string, file: string): Promise<string> => readFile(join(folder, set, file), 'utf8');

test('is the same for the same seed, and a small one is the beginning of a large one', async () => {
  for (const file of ['records.csv', 'truth.csv']) {
    const whole = await text('a', file);
    expect(await text('b', file)).toBe(whole);
    expect(whole.startsWith(await text('small', file))).toBe(true);
  }
});

test('is a labelled data set with several systems, duplicates in one system, and gaps', async () => {
  const { records, entities, notes } = await readDataset(join(folder, 'a'));
  expect(notes).toEqual([]);
  expect(records).toHaveLength(3000);
  expect(new Set(records.map(({ system }) => system)).size).toBe(5);
  const accounts = records.map(({ system }, at) => `${String(entities[at])} ${system}`);
  expect(new Set(accounts).size).toBeLessThan(2950);
  expect(new Set(entities).size).toBeLessThan(1800);
  for (const attribute of ['email', 'phone', 'birth_on', 'postal_code']) {
    const filled = records.filter(({ values }) => values[attribute] !== undefined).length / records.length;
    expect(filled, attribute).toBeGreaterThan(0.05);
    expect(filled, attribute).toBeLessThan(0.95);
  }
});

test('reaches nobody: reserved mail domains, area codes that are in no use', async () => {
  const { records } = await readDataset(join(folder, 'a'));
  const emails = records.flatMap(({ values }) => values['email'] ?? []);
  const phones = records.flatMap(({ values }) => values['phone'] ?? []);
  expect(emails.length).toBeGreaterThan(1000);
  expect(emails.filter((email) => !/(@example\.(com|net|org)|\.example)$/i.test(email))).toEqual([]);
  expect(phones.length).toBeGreaterThan(1000);
  const area = (phone: string): string => phone.replaceAll(/\D/g, '').slice(-10).slice(1, 2);
  expect(phones.filter((phone) => area(phone) !== '9')).toEqual([]);
});

test('is matched the same by one thread and by two', async () => {
  const [one, two] = [await measure(join(folder, 'a'), 1), await measure(join(folder, 'a'), 2)];
  expect(two.fingerprint).toBe(one.fingerprint);
  expect(one.recall).toBeGreaterThan(0.85);
  expect(one.precision).toBeGreaterThan(0.9);
});
