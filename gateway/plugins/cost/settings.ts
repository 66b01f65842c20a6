import { whole } from '../../../kit/env/variable.ts';

/** How much an operation may cost. */
export interface CostSettings {
  /** Larger estimates are refused; 0 refuses none, and the estimate is still in the answer. */
  readonly maxCost: number;
  /** Entries of a list of which the supergraph does not say with `@listSize` how long it gets; ours says so of each. */
  readonly assumedListSize: number;
}

export const costDefaults: CostSettings = { maxCost: 50_000, assumedListSize: 1 };

export const costVariables = {
  maxCost: whole(
    'GATEWAY_MAX_COST',
    { least: 0, most: 1_000_000_000, fallback: costDefaults.maxCost },
    'Largest cost that an operation may be estimated to have; 0 refuses none',
  ),
  assumedListSize: whole(
    'GATEWAY_COST_LIST_SIZE',
    { least: 1, most: 1_000_000, fallback: costDefaults.assumedListSize },
    'Entries that an estimate expects in a list without @listSize',
  ),
};
