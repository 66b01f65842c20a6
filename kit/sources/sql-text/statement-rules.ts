import { afterOperand, changing, changingInWith, harmfulFunctions, operatorWords } from './forbidden-words.ts';
import type { Finding, Token } from './lex.ts';

const readOnly = 'the hub only reads legacy systems: keep the part that selects';

type Rule = (tokens: readonly Token[]) => Finding[];

/** What holds for every mapping, whatever its relation: one SELECT that only reads and needs no parameters. */
export const statementRules: readonly Rule[] = [
  oneStatement,
  startsWithSelect,
  changesNothing,
  locksNothing,
  noPlaceholders,
];

/** The tokens of the first statement, without the semicolon. */
export function firstStatement(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex((t) => isOperator(t, ';') && t.depth === 0);
  return end === -1 ? tokens : tokens.slice(0, end);
}

export const isOperator = (token: Token | undefined, value: string): boolean =>
  token?.kind === 'operator' && token.value === value;

export const isWord = (token: Token | undefined, value: string): boolean =>
  token?.kind === 'word' && token.value === value;

function oneStatement(tokens: readonly Token[]): Finding[] {
  const end = tokens.findIndex((t) => isOperator(t, ';') && t.depth === 0);
  const next = end === -1 ? undefined : tokens.slice(end).find((t) => !isOperator(t, ';'));
  if (!next) return [];
  return [
    {
      at: next.start,
      expected: 'one SELECT in the file',
      found: `a second statement (${show(next)} ...)`,
      action: 'keep one SELECT; use WITH or UNION ALL to combine several',
    },
  ];
}

function startsWithSelect(tokens: readonly Token[]): Finding[] {
  const first = tokens.find((t) => !isOperator(t, '('));
  if (!first || isWord(first, 'select') || isWord(first, 'with')) return [];
  return [
    {
      at: first.start,
      expected: 'SELECT or WITH at the beginning',
      found: show(first),
      action:
        first.kind === 'word' && changing.has(first.value)
          ? readOnly
          : 'write one SELECT with the columns of the relation',
    },
  ];
}

function changesNothing(tokens: readonly Token[]): Finding[] {
  const findings: Finding[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== 'word') return;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (isOperator(before, '.')) return;
    const refuse = (found: string, action = readOnly): void => {
      findings.push({ at: token.start, expected: 'a SELECT that changes nothing', found, action });
    };
    if (token.value === 'into' && !isWord(before, 'insert') && !isWord(before, 'merge') && !isWord(before, 'replace'))
      refuse('INTO, which writes the result somewhere');
    else if (isOperator(after, '(') && harmfulFunctions.has(token.value))
      refuse(`a call of ${token.value}()`, 'remove it: a mapping must not change, lock, wait or read files');
    else if (i > 0 && beginsChange(token, before, after)) refuse(`${token.value.toUpperCase()}, which changes data`);
  });
  return findings;
}

/** In `with x as (update ...)` and `with x as (...) delete from ...`. */
function beginsChange(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (!changingInWith.has(token.value) || (after?.kind !== 'word' && after?.kind !== 'name')) return false;
  if (isOperator(before, '(')) return true;
  return isOperator(before, ')') && token.depth === 0 && !isWord(after, 'as');
}

function locksNothing(tokens: readonly Token[]): Finding[] {
  const findings: Finding[] = [];
  tokens.forEach((token, i) => {
    const words = tokens
      .slice(i, i + 4)
      .map((t) => (t.kind === 'word' ? t.value : ''))
      .join(' ');
    const lock = /^(for (?:no key )?update|for (?:key )?share|lock in share mode)\b/.exec(words)?.[1];
    if (lock === undefined) return;
    findings.push({
      at: token.start,
      expected: 'a SELECT that locks nothing',
      found: lock.toUpperCase(),
      action: 'remove it: it would hold up the people who work with the legacy system',
    });
  });
  return findings;
}

/** Operators of PostgreSQL's jsonb look like placeholders, but stand between two operands. */
function noPlaceholders(tokens: readonly Token[]): Finding[] {
  const findings: Finding[] = [];
  let brackets = 0;
  tokens.forEach((token, i) => {
    if (isOperator(token, '[')) brackets++;
    if (isOperator(token, ']')) brackets--;
    if (token.kind !== 'operator') return;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const isName = token.value === ':' && brackets === 0 && after?.kind === 'word' && after.start === token.end;
    const isMark = token.value === '?' && !(endsOperand(before) && beginsOperand(after));
    if (!isMark && !isName && !/^\$\d+$/.test(token.value)) return;
    findings.push({
      at: token.start,
      expected: 'a SELECT without placeholders',
      found: isName ? `:${after.value}` : token.value,
      action: 'remove it: the hub puts its own conditions around the SELECT',
    });
  });
  return findings;
}

const endsOperand = (t: Token | undefined): boolean =>
  t !== undefined &&
  (t.kind === 'operator' ? t.value === ')' || t.value === ']' : t.kind !== 'word' || !operatorWords.has(t.value));

const beginsOperand = (t: Token | undefined): boolean =>
  t?.kind === 'text' ||
  t?.kind === 'name' ||
  isOperator(t, '(') ||
  isOperator(t, '$') ||
  (t?.kind === 'word' && !afterOperand.has(t.value));

/** A token as a reader knows it; texts are not shown, they may hold data. */
export function show(token: Token): string {
  if (token.kind === 'text') return 'a text';
  return token.kind === 'word' ? token.value.toUpperCase() : token.value.slice(0, 40);
}
