import { optional, text, whole } from '../../../kit/env/variable.ts';
import type { LimitBounds } from './limit.ts';
import type { RoomLimits } from './waiting-room.ts';

/** How much the gateway begins at a time. */
export interface AdmissionSettings extends LimitBounds, RoomLimits {
  /** Header by which clients are told apart, as a proxy of one's own sets it; null: by their address. */
  readonly clientHeader: string | null;
}

export const admissionDefaults: AdmissionSettings = {
  least: 16,
  most: 2_000,
  calmDelayMs: 60,
  waiting: 1_000,
  patienceMs: 2_000,
  seatedMs: 1_000,
  clientHeader: null,
};

const { least, most, calmDelayMs, waiting, patienceMs, seatedMs } = admissionDefaults;

export const admissionVariables = {
  least: whole(
    'GATEWAY_LEAST_IN_FLIGHT',
    { least: 1, most: 100_000, fallback: least },
    'Requests in flight that are always allowed; above it the limit follows the load of the process',
  ),
  most: whole('GATEWAY_MOST_IN_FLIGHT', { least: 1, most: 100_000, fallback: most }, 'Most requests in flight'),
  calmDelayMs: whole(
    'GATEWAY_CALM_DELAY_MS',
    { least: 5, most: 10_000, fallback: calmDelayMs },
    'Milliseconds that the event loop may run late before fewer requests are begun',
  ),
  waiting: whole(
    'GATEWAY_MOST_WAITING',
    { least: 0, most: 100_000, fallback: waiting },
    'Requests of each kind, interactive and bulk, that may wait; the next one is told to come again (503)',
  ),
  patienceMs: whole(
    'GATEWAY_PATIENCE_MS',
    { least: 10, most: 600_000, fallback: patienceMs },
    'Milliseconds that a request waits to be begun before it is told to come again (503)',
  ),
  seatedMs: whole(
    'GATEWAY_SEATED_MS',
    { least: 10, most: 600_000, fallback: seatedMs },
    'Milliseconds after which a request no longer counts as in flight: it waits for a system then, not for the gateway',
  ),
  clientHeader: optional(
    text('GATEWAY_CLIENT_HEADER', 'Header that names the client, set by a proxy of your own; absent: its address', {
      example: 'x-client-id',
    }),
  ),
} as const;
