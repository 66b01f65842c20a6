import {
  isEnumType,
  isSpecifiedScalarType,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLScalarType,
} from 'graphql';
import { quote } from './quote.ts';

/** The JSON of a value; `null` for one that the type can't have. */
export type Write = (value: unknown) => string;

/** Values of scalars of one's own are written as they are; built-in scalars and enums only when they fit the type. */
export function leafWriter(type: GraphQLLeafType): Write {
  if (isEnumType(type)) return enumWriter(type);
  return isSpecifiedScalarType(type) ? builtIn(type) : anyWriter;
}

function enumWriter(type: GraphQLEnumType): Write {
  const texts = new Map(type.getValues().map(({ name }) => [name, quote(name)]));
  return (value) => (typeof value === 'string' ? (texts.get(value) ?? 'null') : 'null');
}

function builtIn({ name }: GraphQLScalarType): Write {
  switch (name) {
    case 'Boolean':
      return (value) => (value === true ? 'true' : value === false ? 'false' : 'null');
    case 'Int':
      return (value) => (Number.isInteger(value) ? String(value) : 'null');
    case 'Float':
      return (value) => (Number.isFinite(value) ? JSON.stringify(value) : 'null');
    case 'ID':
      return (value) =>
        typeof value === 'string' ? quote(value) : Number.isInteger(value) ? JSON.stringify(value) : 'null';
    default:
      return (value) => (typeof value === 'string' ? quote(value) : 'null');
  }
}

const anyWriter: Write = (value) => {
  if (typeof value === 'string') return quote(value);
  if (value === undefined || value === null) return 'null';
  const text: string | undefined = JSON.stringify(value);
  return text ?? 'null';
};
