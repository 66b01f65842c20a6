import type { EngineFactory } from '../engine.ts';

/** Every engine by the name that GATEWAY_ENGINE and `--engine` take. Each loads its packages when it is made. */
export const engines = {
  apollo: async (sdl, options) => (await import('./apollo/apollo-engine.ts')).apolloEngine(sdl, options),
  hub: async (sdl, options) => (await import('./hub/hub-engine.ts')).hubEngine(sdl, options),
} as const satisfies Readonly<Record<string, EngineFactory>>;

export type EngineName = keyof typeof engines;

export const defaultEngine: EngineName = 'hub';

export const engineNames = Object.keys(engines) as [EngineName, ...EngineName[]];

export const isEngineName = (name: string): name is EngineName => Object.hasOwn(engines, name);
