import { GraphQLError, Kind, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { limitParsing, limitRules, type DocumentLimits } from '../limits.ts';
import type { TrustedDocument } from './manifest.ts';

/** A trusted document, tried on a schema. */
export interface CheckedDocument {
  readonly trusted: TrustedDocument;
  /** Null when it is not GraphQL. */
  readonly document: DocumentNode | null;
  /** Empty when it is valid. */
  readonly problems: readonly string[];
}

/** With `limits`, whether it keeps to them too. */
export function checkDocument(
  trusted: TrustedDocument,
  schema: GraphQLSchema,
  limits?: DocumentLimits,
): CheckedDocument {
  let document: DocumentNode;
  try {
    document = parse(trusted.text, limits && limitParsing(limits));
  } catch (error) {
    return { trusted, document: null, problems: [error instanceof GraphQLError ? placed(error) : 'it is not GraphQL'] };
  }
  const names = operationNames(document);
  const problems = validate(schema, document, [...specifiedRules, ...(limits ? limitRules(limits) : [])]).map(placed);
  if (names.length === 0) problems.push('it has no operation');
  // The rules of graphql-js let an operation pass for which there is no root type.
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(one.operation))
      problems.push(`the schema has no ${one.operation}`);
  if (trusted.name !== null && !names.includes(trusted.name))
    problems.push(`the manifest calls it ${trusted.name}, the document has ${names.join(', ') || 'none'}`);
  return { trusted, document, problems };
}

/** Names of the operations in a document; empty for one without a name. */
export const operationNames = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((d) => (d.kind === Kind.OPERATION_DEFINITION ? [d.name?.value ?? ''] : []));

const placed = ({ message, locations = [] }: GraphQLError): string => {
  const [at] = locations;
  return at ? `${message} (line ${String(at.line)}, column ${String(at.column)})` : message;
};
