import {
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Settled } from '../plan/settle.ts';
import { collect } from '../write/collect.ts';
import { quote } from '../../quote.ts';

/** What a client wants at one place of the answer, where nothing may be of several types. */
export interface ClientValue {
  /** As the client knows it. */
  readonly type: GraphQLOutputType;
  /** In the order of the answer; none for a leaf. */
  readonly fields: readonly ClientField[];
}

export interface ClientField {
  /** On the way through. */
  readonly key: string;
  /** `"name":` as the client gets it. */
  readonly label: string;
  /** Null for `__typename`, whose value is the name of the type. */
  readonly value: ClientValue | null;
}

/** Response keys from the root, with a dot before each: `.customer.orders`; entries of lists stand where their list does. */
export type Place = string;

/** What is wanted at each place that may be known before anything is fetched; places of abstract types are left out. */
export function clientValues(schema: GraphQLSchema, settled: Settled): ReadonlyMap<Place, ClientValue> {
  const { definition } = settled;
  const root = schema.getRootType(definition.operation);
  const found = new Map<Place, ClientValue>();
  if (root) fieldsOf(root, [definition.selectionSet], '', { schema, settled, found });
  return found;
}

interface Reading {
  readonly schema: GraphQLSchema;
  readonly settled: Settled;
  readonly found: Map<Place, ClientValue>;
}

/** Null when one of them is not known beforehand. */
function fieldsOf(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  place: Place,
  reading: Reading,
): readonly ClientField[] | null {
  const { schema, settled } = reading;
  const fields: ClientField[] = [];
  let isKnown = true;
  for (const [key, nodes] of collect(schema, settled.fragments, type.name, sets)) {
    if (key === settled.filler) continue;
    const name = nodes[0]?.name.value ?? '';
    const label = `${quote(settled.renamed.get(key) ?? key)}:`;
    if (name === '__typename') {
      fields.push({ key, label, value: null });
      continue;
    }
    const field = type.getFields()[name];
    const below = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const value = field ? valueOf(field.type, below, `${place}.${key}`, reading) : null;
    if (value) fields.push({ key, label, value });
    else isKnown = false;
  }
  return isKnown ? fields : null;
}

function valueOf(
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  place: Place,
  reading: Reading,
): ClientValue | null {
  const named = getNamedType(type);
  if (isLeafType(named)) return { type, fields: [] };
  const fields = isObjectType(named) ? fieldsOf(named, sets, place, reading) : null;
  if (!fields) return null;
  const value = { type, fields };
  reading.found.set(place, value);
  return value;
}
