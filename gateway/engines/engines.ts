import type { EngineFactory } from '../engine.ts';
import { apolloEngine } from './apollo/apollo-engine.ts';

/** Every engine by the name that GATEWAY_ENGINE and `--engine` take. */
export const engines = { apollo: apolloEngine } as const satisfies Readonly<Record<string, EngineFactory>>;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as [EngineName, ...EngineName[]];

export const isEngineName = (name: string): name is EngineName => Object.hasOwn(engines, name);
