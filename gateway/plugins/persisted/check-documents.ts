import { GraphQLError, Kind, OperationTypeNode, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { tooRepetitive } from '../../validation/refused-documents.ts';
import { repeatsTooMuch } from '../../validation/repeated-fields.ts';
import { documentRules, type DocumentSettings } from '../document-rules.ts';
import { limitParsing, limitRules } from '../limits.ts';
import type { TrustedDocument } from './manifest.ts';

/** A trusted document, tried on a schema. */
export interface CheckedDocument {
  readonly trusted: TrustedDocument;
  /** Null when it is not GraphQL. */
  readonly document: DocumentNode | null;
  /** Empty when it is valid. */
  readonly problems: readonly string[];
}

/** Whether a gateway with these settings would take it. */
export function checkDocument(
  trusted: TrustedDocument,
  schema: GraphQLSchema,
  settings: DocumentSettings,
): CheckedDocument {
  let document: DocumentNode;
  try {
    document = parse(trusted.text, limitParsing(settings.limits));
  } catch (error) {
    return { trusted, document: null, problems: [error instanceof GraphQLError ? placed(error) : 'it is not GraphQL'] };
  }
  const names = operationNames(document);
  const rules = [...documentRules(settings), ...limitRules(settings.limits)];
  const problems = repeatsTooMuch(document) ? [tooRepetitive().message] : validate(schema, document, rules).map(placed);
  if (names.length === 0) problems.push('it has no operation');
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION) problems.push(...unanswered(one.operation, schema));
  if (trusted.name !== null && !names.includes(trusted.name))
    problems.push(`the manifest calls it ${trusted.name}, the document has ${names.join(', ') || 'none'}`);
  return { trusted, document, problems };
}

/** What no rule of validation says of an operation. */
function unanswered(operation: OperationTypeNode, schema: GraphQLSchema): string[] {
  if (!schema.getRootType(operation)) return [`the schema has no ${operation}`];
  return operation === OperationTypeNode.SUBSCRIPTION ? ['the gateway answers no subscriptions'] : [];
}

/** Names of the operations in a document; empty for one without a name. */
export const operationNames = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((d) => (d.kind === Kind.OPERATION_DEFINITION ? [d.name?.value ?? ''] : []));

const placed = ({ message, locations = [] }: GraphQLError): string => {
  const [at] = locations;
  return at ? `${message} (line ${String(at.line)}, column ${String(at.column)})` : message;
};
