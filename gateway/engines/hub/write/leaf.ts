import {
  isEnumType,
  isSpecifiedScalarType,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLScalarType,
} from 'graphql';
import type { JsonBytes } from '../../json-bytes.ts';
import { quote } from '../../quote.ts';

/** Writes the JSON of a value. False, and nothing is written, for null and for what the type can't have. */
export type Write = (value: unknown, out: JsonBytes) => boolean;

/** Values of scalars of one's own are written as they are; built-in scalars and enums only when they fit the type. */
export function leafWriter(type: GraphQLLeafType): Write {
  if (isEnumType(type)) return enumWriter(type);
  return isSpecifiedScalarType(type) ? builtIn(type) : anyWriter;
}

function enumWriter(type: GraphQLEnumType): Write {
  const texts = new Map(type.getValues().map(({ name }) => [name, quote(name)]));
  return (value, out) => ascii(typeof value === 'string' ? texts.get(value) : undefined, out);
}

function builtIn({ name }: GraphQLScalarType): Write {
  switch (name) {
    case 'Boolean':
      return (value, out) => ascii(value === true ? 'true' : value === false ? 'false' : undefined, out);
    case 'Int':
      return (value, out) => ascii(Number.isInteger(value) ? String(value) : undefined, out);
    case 'Float':
      return (value, out) => ascii(Number.isFinite(value) ? JSON.stringify(value) : undefined, out);
    case 'ID':
      return (value, out) => (Number.isInteger(value) ? ascii(JSON.stringify(value), out) : text(value, out));
    default:
      return text;
  }
}

function ascii(json: string | undefined, out: JsonBytes): boolean {
  if (json === undefined) return false;
  out.ascii(json);
  return true;
}

function text(value: unknown, out: JsonBytes): boolean {
  if (typeof value !== 'string') return false;
  out.string(value);
  return true;
}

const anyWriter: Write = (value, out) => {
  if (typeof value === 'string') return text(value, out);
  if (value === undefined || value === null) return false;
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined || json === 'null') return false;
  out.json(json);
  return true;
};
