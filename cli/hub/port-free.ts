import { createServer } from 'node:net';
import { Refusal } from '../faults.ts';

/** Fails when nobody can listen there, before any work is done. `choose` says how to name another port. */
export async function assertPortFree(host: string, port: number, choose: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  try {
    await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Refusal(
        `Port ${String(port)} on ${host} is in use. Stop the program that has it, or choose another: ${choose}.`,
      );
    if (code === 'EACCES')
      throw new Refusal(`Port ${String(port)} is for root alone. Choose one above 1023: ${choose}.`);
    throw new Refusal(
      `This machine can't listen on ${host} port ${String(port)} (${code}). Choose another: ${choose}.`,
    );
  }
  await new Promise((done) => server.close(done));
}
