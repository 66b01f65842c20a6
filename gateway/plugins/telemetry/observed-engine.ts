import { createHash } from 'node:crypto';
import type { Engine } from '../../engine.ts';
import type { Telemetry } from '../../../kit/telemetry/telemetry.ts';

/** An engine of which it is told which supergraph it has, since when, and how often one was refused. */
export function observedEngine<E extends Engine>(engine: E, supergraphSdl: string, { metrics }: Telemetry): E {
  if (!metrics) return engine;
  const { supergraph, supergraphLoaded, supergraphsRefused } = metrics;
  const loaded = (sdl: string): void => {
    supergraph.reset();
    supergraph.set({ version: createHash('sha256').update(sdl).digest('hex').slice(0, 12) }, 1);
    supergraphLoaded.setToCurrentTime();
  };
  loaded(supergraphSdl);
  return {
    ...engine,
    async replace(sdl) {
      try {
        await engine.replace(sdl);
      } catch (error) {
        supergraphsRefused.inc();
        throw error;
      }
      loaded(sdl);
    },
  };
}
