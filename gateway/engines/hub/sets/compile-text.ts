import {
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import type { ClientValue } from '../compile/client-value.ts';
import { fromThirdUse } from '../code.ts';
import { writtenBefore } from '../../json-bytes.ts';
import { leafWriter, type Write } from '../write/leaf.ts';
import { quote } from '../../quote.ts';
import type { LevelPlan, TextOf, Texts } from './level-plan.ts';
import { amiss } from './quick.ts';
import { objectCode, objectWriter, type ObjectWriter, type TextField } from './text-object.ts';

/**
 * Compiles what a client wants of a value right into its text, without objects between; null when something below it is
 * not there at once. `type` and `below` are the subgraph's.
 */
export function compileText(wanted: ClientValue, type: GraphQLOutputType, below: LevelPlan | null): Texts | null {
  const textBy = (writerOf: ObjectWriter): TextOf | null => {
    const write = typed(wanted.type, type, { wanted, below, writerOf });
    return write && textOf(write);
  };
  const closures = textBy(objectWriter);
  if (!closures) return null;
  let code: TextOf | null = null;
  const made = (): TextOf => (code ??= textBy(objectCode) ?? closures);
  const often = fromThirdUse(made);
  return { forRun: () => often() ?? closures, made };
}

const textOf =
  (write: Write): TextOf =>
  (value) => {
    const text = writtenBefore(write, value);
    if (text === null) throw amiss;
    return text;
  };

interface Named {
  readonly wanted: ClientValue;
  readonly below: LevelPlan | null;
  readonly writerOf: ObjectWriter;
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
  if (isEnumType(own)) return enumWriter(clients, own);
  const write = leafWriter(clients);
  const isText = isTextType(own);
  return (value, out) => {
    if (isText && typeof value === 'string') return write(value, out);
    if (value instanceof Error) throw amiss;
    const serialized: unknown = own.serialize(value);
    if (serialized === null || serialized === undefined) throw amiss;
    return write(serialized, out);
  };
}

/** Names that clients may not see are null to them. */
function enumWriter(clients: GraphQLLeafType, own: GraphQLEnumType): Write {
  const seen = new Set(isEnumType(clients) ? clients.getValues().map(({ name }) => name) : []);
  const texts = new Map<unknown, string | null>(
    own.getValues().map(({ value, name }) => [value, seen.has(name) ? quote(name) : null]),
  );
  return (value, out) => {
    const text = texts.get(value);
    if (text === undefined) throw amiss;
    if (text === null) return false;
    out.ascii(text);
    return true;
  };
}

/** Whose values are text that is written as it is. */
const isTextType = (type: GraphQLOutputType): boolean =>
  isScalarType(type) && (type.name === 'String' || type.name === 'ID');

function object({ wanted, below, writerOf }: Named): Write | null {
  if (!below) return null;
  const plans = new Map(below.fields.map((plan) => [plan.key, plan]));
  const fields: TextField[] = [];
  let label = '{';
  for (const [at, { key, label: name, value }] of wanted.fields.entries()) {
    label += `${at === 0 ? '' : ','}${name}`;
    if (!value) {
      label += quote(below.typeName);
      continue;
    }
    const plan = plans.get(key);
    const write = plan?.read ? typed(value.type, plan.type, { wanted: value, below: plan.below, writerOf }) : null;
    if (!plan?.read || !write) return null;
    fields.push({ label, read: plan.read, write, isText: isTextType(getNullableType(plan.type)) });
    label = '';
  }
  return writerOf({ typeName: below.typeName, fields, end: `${label}}` });
}
