import type { Dialect } from '../../database/database.ts';
import { lex, withoutComments } from './lex.ts';
import type { Finding } from './lex.ts';
import { checkSelectList } from './mapping-rules.ts';
import type { ListRules } from './mapping-rules.ts';
import { readSelectList } from './select-list.ts';
import { firstStatement, isOperator, statementRules } from './statement-rules.ts';

export interface ReadMapping {
  /** The SELECT without comments and without a closing semicolon; of use only when there are no findings. */
  readonly sql: string;
  readonly findings: readonly Finding[];
}

/** Judges the text of a mapping file offline. `dialect` is that of the file's name, or null. */
export function readMapping(text: string, rules: ListRules, dialect: Dialect | null): ReadMapping {
  const lexed = lex(text, dialect === null ? undefined : dialect === 'mysql' ? 'mysql' : 'standard');
  const { tokens } = lexed;
  const first = tokens.find((t) => !isOperator(t, ';'));
  if (!first && lexed.faults.length === 0) {
    const columns = Object.keys(rules.relation.columns).join(', ');
    const empty = {
      at: 0,
      expected: 'a SELECT',
      found: tokens.length === 0 && lexed.comments.length === 0 ? 'an empty file' : 'no statement',
    };
    return {
      sql: '',
      findings: [{ ...empty, action: `write a SELECT with the columns ${columns}, or remove the file` }],
    };
  }
  const findings: Finding[] = [
    ...lexed.faults,
    ...statementRules.flatMap((rule) => rule(tokens)),
    ...executableComments(text, lexed.comments),
  ];
  const statement = firstStatement(tokens);
  // Behind an unclosed text or parenthesis nothing can be read with certainty.
  const items = lexed.faults.length === 0 ? readSelectList(statement) : null;
  const select = statement.find((t) => t.depth === 0 && t.value === 'select') ?? first;
  if (items) findings.push(...checkSelectList(items, rules, select?.start ?? 0));
  const [start, end] = [statement[0]?.start ?? 0, statement.at(-1)?.end ?? 0];
  return { sql: withoutComments(text, lexed, start, end), findings };
}

// MySQL runs what stands in a comment that begins with an exclamation mark.
function executableComments(text: string, comments: readonly { start: number }[]): Finding[] {
  return comments
    .filter((c) => /^\/\*M?!/.test(text.slice(c.start, c.start + 4)))
    .map((c) => ({
      at: c.start,
      expected: 'plain comments',
      found: 'a comment that MySQL runs (/*! ... */)',
      action: 'write the statement without it',
    }));
}
