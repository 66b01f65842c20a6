import { findDatabase, generatorVersion, type Found } from './load/marker.ts';
import { connect, placeOf, type DemoServers } from './load/server.ts';
import { demoSystems } from './systems/list.ts';

export interface DemoState {
  /** All six databases are there, of one seed and size, made by this version of the generator. */
  readonly complete: boolean;
  /** Of a complete demo. */
  readonly seed: number | null;
  readonly customers: number | null;
  /** Names of databases that stand in the way: not made by the demo. */
  readonly foreign: readonly string[];
}

/** What a server has of the demo; rejects when the server can't be reached. */
export async function demoState(where: DemoServers): Promise<DemoState> {
  const found = await Promise.all(
    demoSystems.map(async (system): Promise<{ database: string; found: Found }> => {
      const place = placeOf(where, system);
      const admin = await connect(place, null);
      try {
        return { database: place.database, found: await findDatabase(admin, place.database) };
      } finally {
        await admin.end();
      }
    }),
  );
  const foreign = found.filter((f) => f.found === 'foreign').map((f) => f.database);
  const first = found[0]?.found;
  if (first === undefined || typeof first === 'string')
    return { complete: false, seed: null, customers: null, foreign };
  const complete =
    first.version === generatorVersion &&
    found.every(
      ({ found: f }) =>
        typeof f !== 'string' &&
        f.seed === first.seed &&
        f.customers === first.customers &&
        f.version === first.version,
    );
  return { complete, seed: complete ? first.seed : null, customers: complete ? first.customers : null, foreign };
}
