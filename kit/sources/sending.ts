import type { RowReader } from '../database/row-reader.ts';
import type { Plan } from '../sql/plan.ts';
import type { PerParent } from '../sql/target.ts';
import type { Alongside } from './companions.ts';
import type { RowDecoder } from './decode/row-decoder.ts';
import type { ServedRelation } from './served-relation.ts';

/** Makes what reads the answers to a plan; made once per prepared plan. */
export type MakeReader<P extends Plan, T> = (plan: P, decoder: RowDecoder, system: string) => RowReader<T>;

/** All that is settled about a plan before it is sent. */
export interface Sending<P extends Plan, T> {
  readonly make: MakeReader<P, T>;
  readonly along: readonly Alongside[];
  readonly served: ServedRelation;
  readonly way: PerParent;
}
