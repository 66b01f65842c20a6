import type { Logger } from 'pino';
import type { Gateway } from '../../gateway/server.ts';

/** `kill -USR2 <pid>` empties the caches of this process: after personal data was erased. Returns how to stop listening. */
export function forgetOnSignal(gateway: Pick<Gateway, 'forgetKept'>, log: Logger): () => Promise<void> {
  const forget = (): void => {
    gateway.forgetKept();
    log.info('the caches were emptied');
  };
  process.on('SIGUSR2', forget);
  return async () => {
    process.off('SIGUSR2', forget);
  };
}
