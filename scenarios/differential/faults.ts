import { defaultFieldResolver, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { HubError } from '../../kit/errors/hub-error.ts';
import type { Parent, SetEntry } from '../../kit/resolvers/set-entry.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import type { Random } from './generate/random.ts';
import type { Ownership } from './oracle/ownership.ts';

/** What fails during one operation, in every subgraph of every contestant alike. */
export interface FaultPlan {
  /** `Type.field`. */
  readonly fields: readonly string[];
  /** One of so many parents fails. */
  readonly oneOf: number;
}

export const noFaults: FaultPlan = { fields: [], oneOf: 1 };

/** Changed between operations. */
export class Faults {
  plan: FaultPlan = noFaults;

  /** The fault of a field of a parent, if it has one. */
  of(typeName: string, field: string, parent: Parent | undefined): HubError | null {
    const { fields, oneOf } = this.plan;
    if (!fields.includes(`${typeName}.${field}`) || hash(identity(parent)) % oneOf !== 0) return null;
    return new HubError('LEGACY_TIMEOUT', `${typeName}.${field} took too long.`, { system: 'made' });
  }
}

/** What is the same however much of a row was fetched; rows of sources (they tell their system) have only what was asked for. */
const identity = (row: Parent | undefined): string =>
  row?.['system'] !== undefined ? '' : String(row?.['id'] ?? row?.['isbn'] ?? row?.['email'] ?? row?.['code'] ?? '');

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) >>> 0;
  return value;
}

/** The same subgraph, whose fields fail as planned, however it is called. Its schema is changed, so it is used up. */
export function withFaults(subgraph: RunningSubgraph, faults: Faults): RunningSubgraph {
  plant(subgraph.schema, faults);
  const { sets } = subgraph;
  if (!sets) return subgraph;
  const failing: SetEntry = {
    reader: (typeName, field) => {
      const read = sets.reader(typeName, field);
      if (!read) return null;
      return (parent) => {
        const fault = faults.of(typeName, field, parent);
        if (fault) throw fault;
        return read(parent);
      };
    },
    references: (...call) => sets.references(...call),
    resolve: async (typeName, field, parents, ...rest) => {
      const found = parents.map((parent) => faults.of(typeName, field, parent));
      if (found.every((fault) => fault === null)) return sets.resolve(typeName, field, parents, ...rest);
      const sound = parents.filter((_, i) => found[i] === null);
      const results = sound.length > 0 ? [...(await sets.resolve(typeName, field, sound, ...rest))] : [];
      return found.map((fault) => fault ?? results.shift());
    },
  };
  return { ...subgraph, sets: failing };
}

function plant(schema: GraphQLSchema, faults: Faults): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source: unknown, ...rest) => {
        const fault = faults.of(type.name, field.name, source as Parent | undefined);
        if (fault) throw fault;
        return resolve(source, ...rest) as unknown;
      };
    }
  }
}

/**
 * Fields that may fail: none that a key or a requirement needs. Whether the fault of such a field shows depends on which
 * way a plan takes, and every way is right.
 */
export function mayFail(ownership: Ownership, schema: GraphQLSchema): string[] {
  const needed = new Set([...ownership.values()].flatMap((type) => [...type.needed]));
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__')
      ? Object.keys(type.getFields())
          .filter((field) => !needed.has(field))
          .map((field) => `${type.name}.${field}`)
      : [],
  );
}

/** Faults for an operation, mostly none. */
export function planFaults(random: Random, candidates: readonly string[]): FaultPlan {
  if (!random.chance(0.3)) return noFaults;
  const count = 5 + random.below(10);
  return { fields: Array.from({ length: count }, () => random.pick(candidates) ?? ''), oneOf: 1 + random.below(3) };
}
