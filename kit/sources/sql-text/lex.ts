/**
 * A small SQL lexer, enough to judge a mapping without a database: words, quoted names, texts, numbers, operators, with
 * positions. Comments are left out. It never throws; what is unbalanced comes back as a fault.
 */

export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'operator';

export interface Token {
  readonly kind: TokenKind;
  /** A word in lower case, a quoted name or text without quotes, an operator as written. */
  readonly value: string;
  /** Offsets in the file's text: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** How many parentheses are open around the token (a parenthesis itself counts as outside). */
  readonly depth: number;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** Something wrong at an offset of the text; becomes a Problem with the name of its file. */
export interface Finding {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
  readonly action: string;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly faults: readonly Finding[];
}

/** `mysql`: backslashes escape in texts, `#` begins a comment, comments do not nest. */
export type LexMode = 'standard' | 'mysql';

/** Reads the text in the given mode; without one in the standard mode, or in the other when only that one fits. */
export function lex(text: string, mode?: LexMode): Lexed {
  if (mode) return lexIn(text, mode);
  const standard = lexIn(text, 'standard');
  if (standard.faults.length === 0) return standard;
  const mysql = lexIn(text, 'mysql');
  return mysql.faults.length === 0 ? mysql : standard;
}

const operators = /(?:::|:=|->>|#>>|->|#>|@>|<@|\|\||<=|>=|<>|!=|=>|\?\||\?&|@\?|@@|[^\s\w])/y;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const dollarNumber = /\$\d+/y;
const space = /\s+/y;

function lexIn(text: string, mode: LexMode): Lexed {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const faults: Finding[] = [];
  const open: { at: number; bracket: string }[] = [];
  let at = 0;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (kind: TokenKind, value: string, end: number): void => {
    tokens.push({ kind, value, start: at, end, depth: open.length });
    at = end;
  };
  const unclosed = (what: string, closing: string): void => {
    faults.push({
      at,
      expected: `a closing ${closing}`,
      found: `${what} that is never closed`,
      action: `close it with ${closing}`,
    });
    at = text.length;
  };
  const quoted = (kind: 'text' | 'name', quote: string, from: number, backslash: boolean): void => {
    let end = from;
    while (end < text.length) {
      const c = text[end];
      if (backslash && c === '\\') end += 2;
      else if (c === quote && text[end + 1] === quote) end += 2;
      else if (c === quote) break;
      else end++;
    }
    if (end >= text.length) unclosed(kind === 'text' ? 'a text' : 'a quoted name', quote);
    else push(kind, text.slice(from, end).replaceAll(quote + quote, quote), end + 1);
  };

  while (at < text.length) {
    const c = text[at] ?? '';
    const gap = match(space);
    if (gap !== null) {
      at += gap.length;
      continue;
    }
    if (text.startsWith('--', at) || (c === '#' && isHashComment(text, at, mode))) {
      const end = text.indexOf('\n', at);
      const stop = end === -1 ? text.length : end;
      comments.push({ start: at, end: stop });
      at = stop;
      continue;
    }
    if (text.startsWith('/*', at)) {
      const end = blockCommentEnd(text, at, mode === 'standard');
      if (end === null) unclosed('a comment', '*/');
      else {
        comments.push({ start: at, end });
        at = end;
      }
      continue;
    }
    if (c === "'") {
      quoted('text', "'", at + 1, mode === 'mysql');
      continue;
    }
    if (c === '"') {
      quoted('name', '"', at + 1, mode === 'mysql');
      continue;
    }
    if (c === '`') {
      quoted('name', '`', at + 1, false);
      continue;
    }
    const tag = c === '$' ? match(dollarTag) : null;
    if (tag !== null) {
      const end = text.indexOf(tag, at + tag.length);
      if (end === -1) unclosed('a text', tag);
      else push('text', text.slice(at + tag.length, end), end + tag.length);
      continue;
    }
    const parameter = c === '$' ? match(dollarNumber) : null;
    if (parameter !== null) {
      push('operator', parameter, at + parameter.length);
      continue;
    }
    const name = match(word);
    if (name !== null) {
      // Prefixed texts: E'..' has backslash escapes; N'..', B'..', X'..', _utf8'..' have not.
      if (/^[ebnx]$/i.test(name) && text[at + 1] === "'")
        quoted('text', "'", at + 2, /^e$/i.test(name) || mode === 'mysql');
      else push('word', name.toLowerCase(), at + name.length);
      continue;
    }
    const digits = match(number);
    if (digits !== null) {
      push('number', digits, at + digits.length);
      continue;
    }
    const operator = match(operators) ?? c;
    if (operator === '(' || operator === '[') {
      push('operator', operator, at + 1);
      open.push({ at: at - 1, bracket: operator });
    } else if (operator === ')' || operator === ']') {
      const opening = operator === ')' ? '(' : '[';
      if (open.at(-1)?.bracket === opening) open.pop();
      else
        faults.push({
          at,
          expected: `an opening ${opening} before it`,
          found: `a ${operator} that nothing opened`,
          action: `remove it, or add the missing ${opening}`,
        });
      push('operator', operator, at + 1);
    } else push('operator', operator, at + operator.length);
  }
  for (const { at: where, bracket } of open) {
    const closing = bracket === '(' ? ')' : ']';
    faults.push({
      at: where,
      expected: `a closing ${closing}`,
      found: `a ${bracket} that is never closed`,
      action: `close it with ${closing}`,
    });
  }
  return { tokens, comments, faults };
}

/** `#` is a comment in MySQL and part of JSON operators (`#>`, `#-`) in PostgreSQL. */
function isHashComment(text: string, at: number, mode: LexMode): boolean {
  return mode === 'mysql' || /^#+ /.test(text.slice(at, at + 8));
}

function blockCommentEnd(text: string, start: number, nested: boolean): number | null {
  let depth = 0;
  for (let at = start; at < text.length - 1; at++) {
    if (text.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0 || !nested) return at + 1;
    } else if (text.startsWith('/*', at)) {
      depth++;
      at++;
    }
  }
  return null;
}

/**
 * The part `[from, to)` of the text with comments (but not hints) blanked out, so that a position that a database reports
 * is one in the file.
 */
export function withoutComments(text: string, lexed: Lexed, from: number, to: number): string {
  let out = '';
  let at = from;
  for (const comment of lexed.comments) {
    if (comment.start < at || comment.end > to || text.startsWith('/*+', comment.start)) continue;
    out += text.slice(at, comment.start) + text.slice(comment.start, comment.end).replaceAll(/[^\r\n]/g, ' ');
    at = comment.end;
  }
  return out + text.slice(at, to);
}
