import { getNamedType, isCompositeType, isInputObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import type { ListSize, Weights } from './weights.ts';

/** What is known of a field before it is asked for. */
export interface FieldWeight {
  /** `Customer.orders`. */
  readonly coordinate: string;
  /** Of the field, without its arguments. */
  readonly own: number;
  /** Weight of one value of a scalar or an enum; null for what has fields. */
  readonly leaf: number | null;
  /** Name of the type of one value. */
  readonly typeName: string;
  readonly listSize: ListSize | null;
  /** Names of the arguments that have a say in its weight or its size. */
  readonly weighed: ReadonlySet<string>;
  /** Whether it weighs nothing, whatever is given to it. */
  readonly isFree: boolean;
}

type Field = GraphQLField<unknown, unknown>;

const known = new WeakMap<Weights, WeakMap<Field, FieldWeight>>();

/** Looked up once for each field of a schema. */
export function fieldWeight(weights: Weights, parent: GraphQLObjectType, field: Field): FieldWeight {
  const ofSchema = known.get(weights) ?? new WeakMap<Field, FieldWeight>();
  known.set(weights, ofSchema);
  const found = ofSchema.get(field);
  if (found) return found;
  const made = read(weights, parent, field);
  ofSchema.set(field, made);
  return made;
}

function read({ costs, listSizes }: Weights, parent: GraphQLObjectType, field: Field): FieldWeight {
  const named = getNamedType(field.type);
  const coordinate = `${parent.name}.${field.name}`;
  const isLeaf = !isCompositeType(named);
  const own = costs.get(coordinate) ?? (isLeaf ? 0 : 1);
  const leaf = isLeaf ? (costs.get(named.name) ?? 0) : null;
  // Its own directive, else that of an interface which has the field.
  const listSize =
    [parent, ...parent.getInterfaces()].map(({ name }) => listSizes.get(`${name}.${field.name}`)).find(Boolean) ?? null;
  const slicing = new Set(listSize?.slicingArguments.map(([name]) => name));
  const weighed = field.args.flatMap(({ name, type }) =>
    slicing.has(name) || costs.has(`${coordinate}(${name}:)`) || isInputObjectType(getNamedType(type)) ? [name] : [],
  );
  const isFree = leaf === 0 && own <= 0 && listSize === null && weighed.length === 0;
  return { coordinate, own, leaf, typeName: named.name, listSize, weighed: new Set(weighed), isFree };
}
