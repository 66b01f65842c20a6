import {
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import type { ClientValue } from '../compile/client-value.ts';
import { writtenBefore } from '../../json-bytes.ts';
import { leafWriter, type Write } from '../write/leaf.ts';
import { quote } from '../../quote.ts';
import type { LevelPlan, TextOf } from './level-plan.ts';

/**
 * Compiles what a client wants of a value right into its text, without objects between; null when something below it is
 * not there at once. `type` and `below` are the subgraph's.
 */
export function compileText(wanted: ClientValue, type: GraphQLOutputType, below: LevelPlan | null): TextOf | null {
  const write = typed(wanted.type, type, { wanted, below });
  if (!write) return null;
  return (value) => {
    const text = writtenBefore(write, value);
    if (text === null) throw amiss;
    return text;
  };
}

interface Named {
  readonly wanted: ClientValue;
  readonly below: LevelPlan | null;
}

function typed(clients: GraphQLOutputType, own: GraphQLOutputType, named: Named): Write | null {
  const inner = nullable(
    isNonNullType(clients) ? clients.ofType : clients,
    isNonNullType(own) ? own.ofType : own,
    named,
  );
  if (!inner) return null;
  if (isNonNullType(clients) || isNonNullType(own))
    return (value, out) => {
      if (value === null || value === undefined || !inner(value, out)) throw amiss;
      return true;
    };
  return (value, out) => value !== null && value !== undefined && inner(value, out);
}

function nullable(clients: GraphQLOutputType, own: GraphQLOutputType, named: Named): Write | null {
  if (isListType(clients) && isListType(own)) {
    const one = typed(clients.ofType, own.ofType, named);
    return one && list(one);
  }
  if (isObjectType(clients) && isObjectType(own)) return clients.name === own.name ? object(named) : null;
  return isLeafType(clients) && isLeafType(own) && clients.name === own.name ? leaf(clients, own) : null;
}

const amiss = new Error('a value that is not as its type says');

const list =
  (one: Write): Write =>
  (value, out) => {
    if (!Array.isArray(value)) throw amiss;
    const values: readonly unknown[] = value;
    out.ascii('[');
    for (let i = 0; i < values.length; i++) {
      if (i > 0) out.ascii(',');
      if (!one(values[i], out)) out.ascii('null');
    }
    out.ascii(']');
    return true;
  };

function leaf(clients: GraphQLLeafType, own: GraphQLLeafType): Write {
  const write = leafWriter(clients);
  if (isEnumType(own)) {
    const names = new Map<unknown, string>(own.getValues().map(({ value, name }) => [value, name]));
    return (value, out) => {
      const name = names.get(value);
      if (name === undefined) throw amiss;
      return write(name, out);
    };
  }
  const isText = own.name === 'String' || own.name === 'ID';
  return (value, out) => {
    if (isText && typeof value === 'string') return write(value, out);
    if (value instanceof Error) throw amiss;
    const serialized: unknown = own.serialize(value);
    if (serialized === null || serialized === undefined) throw amiss;
    return write(serialized, out);
  };
}

interface TextField {
  /** `"name":`, with a comma before all but the first. */
  readonly label: string;
  readonly read: (parent: Parent) => unknown;
  readonly write: Write;
}

function object({ wanted, below }: Named): Write | null {
  if (!below) return null;
  const plans = new Map(below.fields.map((plan) => [plan.key, plan]));
  const fields: TextField[] = [];
  let label = '';
  for (const { key, label: name, value } of wanted.fields) {
    label += `${label === '' && fields.length === 0 ? '' : ','}${name}`;
    if (!value) {
      label += quote(below.typeName);
      continue;
    }
    const plan = plans.get(key);
    const write = plan?.read ? typed(value.type, plan.type, { wanted: value, below: plan.below }) : null;
    if (!plan?.read || !write) return null;
    fields.push({ label, read: plan.read, write });
    label = '';
  }
  const end = `${label}}`;
  return (value, out) => {
    if (typeof value !== 'object' || value instanceof Error) throw amiss;
    const parent = value as Parent;
    out.ascii('{');
    for (const { label: name, read, write } of fields) {
      out.ascii(name);
      if (!write(read(parent), out)) out.ascii('null');
    }
    out.ascii(end);
    return true;
  };
}
