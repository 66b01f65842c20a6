import { demoConnections } from '../../demo/connections.ts';
import { createDemo } from '../../demo/create.ts';
import type { Demo } from '../../demo/create.ts';
import { demoState } from '../../demo/state.ts';
import type { Secret } from '../../kit/env/secret.ts';
import { endSmall } from '../../kit/http/short-lives.ts';
import { Refusal } from '../faults.ts';
import type { Progress } from '../progress.ts';

export interface DemoRequest {
  /** Superuser of the server that has, or takes, the databases. */
  readonly adminUrl: Secret | string;
  /** Null takes what is there, whatever its size. */
  readonly customers: number | null;
  readonly seed: number | null;
  readonly defaultCustomers: number;
  /** Make it again even if it is there. */
  readonly force?: boolean;
  /** Folder for the truth, which the hub never reads. */
  readonly truthFolder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface DemoFound {
  /** URLs of reading accounts by variable. */
  readonly connections: Record<string, string>;
  readonly customers: number;
  readonly seed: number;
  /** What was made, or null when it was there. */
  readonly made: Demo | null;
}

/** Makes the demo company unless it is there in the size that is asked for. */
export async function ensureDemo(request: DemoRequest): Promise<DemoFound> {
  const { adminUrl, progress, signal } = request;
  const state = await demoState({ adminUrl });
  if (state.foreign.length > 0)
    throw new Refusal(
      `The databases ${state.foreign.join(', ')} are there and were not made by the demo. Give another server, or rename them.`,
    );
  const customers = request.customers ?? state.customers ?? request.defaultCustomers;
  const seed = request.seed ?? state.seed ?? 1;
  const isThere = state.complete && state.customers === customers && state.seed === seed;
  if (isThere && request.force !== true)
    return { connections: demoConnections({ adminUrl }), customers, seed, made: null };
  endSmall();
  const title = `Making a company with ${customers.toLocaleString('en-US')} customers`;
  const made = await progress.step(title, (tick) =>
    createDemo({
      adminUrl,
      customers,
      seed,
      truthFolder: request.truthFolder,
      signal,
      onProgress: ({ step, done, total }) => {
        tick(done, total, step);
      },
    }),
  );
  return { connections: made.connections, customers, seed, made };
}
