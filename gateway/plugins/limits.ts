import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ASTVisitor, type ParseOptions, type ValidationContext, type ValidationRule } from 'graphql';

/** How much one document may ask. Page sizes are checked by the resolvers, the body's bytes by the HTTP server. */
export interface DocumentLimits {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly tokens: number;
}

/** A rule reports instead of throwing, with the catalogue's code, and does not tell the limit. */
function reporting(message: string) {
  return {
    exposeLimits: false,
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null) => {
        context?.reportError(new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } }));
      },
    ],
  };
}

/** Longer names nobody writes; what they resemble is looked for letter by letter. */
const longestName = 1_000;

function nameLengthRule(context: ValidationContext): ASTVisitor {
  let isTold = false;
  return {
    enter(node) {
      if (isTold || !('name' in node) || !node.name || node.name.value.length <= longestName) return;
      isTold = true;
      context.reportError(
        new GraphQLError('The query has a name that is too long. Shorten it.', {
          extensions: { code: 'QUERY_TOO_COMPLEX' },
        }),
      );
    },
  };
}

export function limitRules(limits: DocumentLimits): ValidationRule[] {
  return [
    maxDepthRule({ n: limits.depth, flattenFragments: true, ...reporting('The query is too deep. Split it.') }),
    maxAliasesRule({ n: limits.aliases, allowList: [], ...reporting('The query has too many aliases. Split it.') }),
    maxDirectivesRule({ n: limits.directives, ...reporting('The query has too many directives. Split it.') }),
    nameLengthRule,
  ];
}

/** Nobody reads more errors than these. */
export const limitValidation = { maxErrors: 20 } as const;

export const limitParsing = (limits: DocumentLimits): ParseOptions => ({ maxTokens: limits.tokens });

/** The parser says only in words that a document is too long: back to our code. */
export function asLimitError(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  if (!/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message)) return error;
  return new GraphQLError('The query has too many tokens. Split it.', { extensions: { code: 'QUERY_TOO_COMPLEX' } });
}
