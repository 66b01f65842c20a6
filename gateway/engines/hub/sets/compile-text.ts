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
import { leafWriter } from '../write/leaf.ts';
import { quote } from '../write/quote.ts';
import type { LevelPlan } from './level-plan.ts';

/** JSON of what a resolver gave. Throws when anything of it is amiss: then it is to be completed, which says what. */
export type TextOf = (value: unknown) => string;

/**
 * Compiles what a client wants of a value right into its text, without objects between; null when something below it is
 * not there at once. `type` and `below` are the subgraph's.
 */
export function compileText(wanted: ClientValue, type: GraphQLOutputType, below: LevelPlan | null): TextOf | null {
  return typed(wanted.type, type, { wanted, below });
}

interface Named {
  readonly wanted: ClientValue;
  readonly below: LevelPlan | null;
}

function typed(clients: GraphQLOutputType, own: GraphQLOutputType, named: Named): TextOf | null {
  const inner = nullable(
    isNonNullType(clients) ? clients.ofType : clients,
    isNonNullType(own) ? own.ofType : own,
    named,
  );
  if (!inner) return null;
  if (isNonNullType(clients) || isNonNullType(own))
    return (value) => {
      const text = value === null || value === undefined ? 'null' : inner(value);
      if (text === 'null') throw amiss;
      return text;
    };
  return (value) => (value === null || value === undefined ? 'null' : inner(value));
}

function nullable(clients: GraphQLOutputType, own: GraphQLOutputType, named: Named): TextOf | null {
  if (isListType(clients) && isListType(own)) {
    const one = typed(clients.ofType, own.ofType, named);
    return one && list(one);
  }
  if (isObjectType(clients) && isObjectType(own)) return clients.name === own.name ? object(named) : null;
  return isLeafType(clients) && isLeafType(own) && clients.name === own.name ? leaf(clients, own) : null;
}

const amiss = new Error('a value that is not as its type says');

const list =
  (one: TextOf): TextOf =>
  (value) => {
    if (!Array.isArray(value)) throw amiss;
    const values: readonly unknown[] = value;
    let text = '[';
    for (let i = 0; i < values.length; i++) text += i === 0 ? one(values[i]) : `,${one(values[i])}`;
    return `${text}]`;
  };

function leaf(clients: GraphQLLeafType, own: GraphQLLeafType): TextOf {
  const write = leafWriter(clients);
  if (isEnumType(own)) {
    const texts = new Map<unknown, string>(own.getValues().map(({ value, name }) => [value, write(name)]));
    return (value) => {
      const text = texts.get(value);
      if (text === undefined) throw amiss;
      return text;
    };
  }
  const isText = own.name === 'String' || own.name === 'ID';
  return (value) => {
    if (isText && typeof value === 'string') return write(value);
    if (value instanceof Error) throw amiss;
    const serialized: unknown = own.serialize(value);
    if (serialized === null || serialized === undefined) throw amiss;
    return write(serialized);
  };
}

interface TextField {
  /** `"name":`, with a comma before all but the first. */
  readonly label: string;
  readonly read: (parent: Parent) => unknown;
  readonly text: TextOf;
}

function object({ wanted, below }: Named): TextOf | null {
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
    const text = plan?.read ? compileText(value, plan.type, plan.below) : null;
    if (!plan?.read || !text) return null;
    fields.push({ label, read: plan.read, text });
    label = '';
  }
  const end = `${label}}`;
  return (value) => {
    if (typeof value !== 'object' || value instanceof Error) throw amiss;
    const parent = value as Parent;
    let json = '{';
    for (const { label: name, read, text } of fields) json += name + text(read(parent));
    return json + end;
  };
}
