import { NoSchemaIntrospectionCustomRule, specifiedRules, type ValidationRule } from 'graphql';
import { finiteNumbersRule } from '../validation/finite-numbers.ts';
import { deferRule } from './defer/rules.ts';
import type { DocumentLimits } from './limits.ts';

/** What a gateway is set to take. */
export interface DocumentSettings {
  readonly limits: DocumentLimits;
  readonly introspection: boolean;
}

/** What a document must be, by the specification and by what this gateway answers; how large it may be say `limitRules`. */
export const documentRules = ({ introspection }: Pick<DocumentSettings, 'introspection'>): ValidationRule[] => [
  ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  deferRule,
  finiteNumbersRule,
  ...specifiedRules,
];
