import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { takeDataDir } from './data-dir.ts';

let box: string;
beforeEach(() => {
  box = temporaryFolder();
});

test('a second hub is told who has the data and what to do', () => {
  const first = takeDataDir(join(box, 'd'));
  expect(() => takeDataDir(join(box, 'd'))).toThrow(
    `Another hub (process ${String(process.pid)}) has the data in ${join(box, 'd')}. Stop it, or give this one another HUB_DATA_DIR.`,
  );
  first.release(true);
  takeDataDir(join(box, 'd')).release(true);
});

test('a folder that this start made goes again when the start fails, one that was there stays', () => {
  const made = takeDataDir(join(box, 'new'));
  expect(made.isNew).toBe(true);
  made.release(false);
  expect(existsSync(join(box, 'new'))).toBe(false);
  takeDataDir(box).release(false);
  expect(readdirSync(box)).toEqual([]);
});

test('the lock of a hub that was killed is taken over, also when its number was given to another process', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => dead.once('exit', done));
  for (const owner of [{ pid: dead.pid, born: '1' }, { pid: process.pid, born: 'long ago' }, 'not even JSON']) {
    writeFileSync(join(box, 'hub.lock'), JSON.stringify(owner));
    takeDataDir(box).release(true);
    expect(existsSync(join(box, 'hub.lock'))).toBe(false);
  }
});

test('a folder that cannot be made is refused in words', () => {
  writeFileSync(join(box, 'file'), '');
  expect(() => takeDataDir(join(box, 'file', 'below'))).toThrow(
    "can't be made (ENOTDIR). Give a folder that you may write to.",
  );
});
