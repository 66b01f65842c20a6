import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { DateTime } from 'luxon';
import { HubError } from '../errors/hub-error.ts';

/** Scalars whose JSON form is text, checked on the way in; on the way out the source has already decoded them. */
function textScalar(name: string, expected: string, parse: (text: string) => string | null): GraphQLScalarType<string> {
  const refuse = (found: unknown): HubError => {
    const shown = typeof found === 'string' ? 'other text' : `a value of type ${typeof found}`;
    return new HubError('BAD_USER_INPUT', `${name}: expected ${expected}, found ${shown}.`);
  };
  const read = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) throw refuse(value);
    return parsed;
  };
  return new GraphQLScalarType<string>({
    name,
    parseValue: read,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw refuse(node.kind === Kind.INT || node.kind === Kind.FLOAT ? 0 : null);
      return read(node.value);
    },
    serialize: (value) => {
      if (typeof value === 'string') return value;
      throw new HubError('LEGACY_DATA_INVALID', `${name}: expected text from the resolver.`);
    },
  });
}

/** Any ISO 8601 instant with a zone; handed on in UTC with `Z`. */
function instant(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const read = DateTime.fromISO(text, { zone: 'utc' });
  return read.isValid ? read.toISO({ suppressMilliseconds: true }) : null;
}

const date = (text: string): string | null =>
  /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid ? text : null;

/** The custom scalars of schema/shared/shared.graphql. */
export const scalars: readonly GraphQLScalarType<string>[] = [
  textScalar('DateTime', 'an ISO 8601 instant with a zone, like "2024-12-31T18:00:00Z"', instant),
  textScalar('Date', 'a date like "2024-12-31"', date),
  textScalar('Decimal', 'a decimal number as text, like "12.50"', (t) =>
    /^-?\d{1,30}(\.\d{1,30})?$/.test(t) ? t : null,
  ),
  textScalar('CurrencyCode', 'an ISO 4217 code, like "EUR"', (t) => (/^[A-Z]{3}$/.test(t) ? t : null)),
  textScalar('SourceSystem', 'the identifier of a system, like "demo-orders"', (t) =>
    /^[a-z][a-z0-9-]{0,62}$/.test(t) ? t : null,
  ),
];
