import { pino } from 'pino';
import { expect, test } from 'vitest';
import { forgetOnSignal } from './forget-on-signal.ts';

test('SIGUSR2 empties the caches, until the gateway ends', async () => {
  let emptied = 0;
  const gateway = { forgetKept: () => void emptied++ };
  const stop = forgetOnSignal(gateway, pino({ level: 'silent' }));
  process.emit('SIGUSR2', 'SIGUSR2');
  process.emit('SIGUSR2', 'SIGUSR2');
  expect(emptied).toBe(2);
  await stop();
  expect(process.listenerCount('SIGUSR2')).toBe(0);
});
