import { placeOf, type DemoServers } from './load/server.ts';
import { demoSystems } from './systems/list.ts';

/** URLs of the accounts that can only SELECT, by the environment variable that sources/demo-<system>/source.yaml names. */
export const demoConnections = (options: DemoServers): Record<string, string> =>
  Object.fromEntries(demoSystems.map((system) => [system.env, placeOf(options, system).readerUrl]));
