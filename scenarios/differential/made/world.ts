import type { Service } from '../../../gateway/engine.ts';
import { engines, type EngineName } from '../../../gateway/engines/engines.ts';
import { engineContestant, oracleContestant } from '../contestants.ts';
import type { World } from '../duel.ts';
import { Faults, mayFail, withFaults } from '../faults.ts';
import { ownershipOf } from '../oracle/ownership.ts';
import { madePools } from './pools.ts';
import { madeSubgraphs, madeSupergraph } from './subgraphs.ts';

/** The made-up supergraph, in process, each contestant over data of its own. */
export async function madeWorld(names: readonly EngineName[]): Promise<World> {
  const sdl = madeSupergraph();
  const faults = new Faults();
  const subgraphs = () => madeSubgraphs().map((subgraph) => withFaults(subgraph, faults));
  const services = (): Service[] => subgraphs().map((subgraph) => ({ name: subgraph.name, subgraph }));
  const contestants = await Promise.all(names.map((name) => engineContestant(name, engines[name], sdl, services())));
  const [first] = contestants;
  if (!first) throw new Error('nobody to compare');
  const oracle = oracleContestant(first.schema, sdl, subgraphs());
  return {
    name: 'made-up',
    contestants,
    oracle,
    sdl,
    services,
    faults,
    mayFail: mayFail(ownershipOf(sdl), oracle.schema),
    generate: { pools: madePools },
    stop: async () => {
      await Promise.all(contestants.map((c) => c.stop()));
    },
  };
}
