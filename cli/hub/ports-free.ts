import { createServer, type Server } from 'node:net';
import type { TelemetryEnv } from '../../kit/telemetry/env.ts';
import { Refusal } from '../faults.ts';

/** A port to listen on. */
export interface WantedPort {
  /** 0 takes any; null wants none. */
  readonly port: number | null;
  /** How to name another one. */
  readonly choose: string;
}

/** The port of /metrics, where it has one of its own. */
export const metricsPort = ({ metrics: { isOn, port } }: Pick<TelemetryEnv, 'metrics'>): WantedPort => ({
  port: isOn ? port : null,
  choose: 'HUB_METRICS_PORT, which each process needs for itself',
});

/** Fails when nobody can listen there, on all of them at once, before any work is done. */
export async function assertPortsFree(host: string, wanted: readonly WantedPort[]): Promise<void> {
  const servers: Server[] = [];
  try {
    for (const one of wanted) if (one.port) servers.push(await listenOn(host, one.port, one.choose));
  } finally {
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  }
}

async function listenOn(host: string, port: number, choose: string): Promise<Server> {
  const server = createServer();
  try {
    await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
    return server;
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
}
