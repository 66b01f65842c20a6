import { afterList, notAnAlias, operatorWords } from './forbidden-words.ts';
import type { Token } from './lex.ts';
import { isOperator, isWord } from './statement-rules.ts';

/** One entry of the outermost list of columns. */
export interface SelectItem {
  /** The name of the column; null when it can't be read offline. */
  readonly name: string | null;
  /** `*` and `t.*` */
  readonly isStar: boolean;
  /** A call or a CASE without alias: the database would make up a name. */
  readonly isUnnamed: boolean;
  /** Tokens of the expression, without alias. */
  readonly expression: readonly Token[];
  /** Where the alias stands (or the expression, without one). */
  readonly at: number;
}

/** The outermost list of columns of a statement; null when it has a shape that this reader does not know. */
export function readSelectList(tokens: readonly Token[]): SelectItem[] | null {
  const select = tokens.findIndex((t) => isWord(t, 'select') && t.depth === 0);
  if (select === -1) return null;
  let from = select + 1;
  while (isWord(tokens[from], 'all') || isWord(tokens[from], 'distinct')) {
    from++;
    if (isWord(tokens[from], 'on') && isOperator(tokens[from + 1], '(')) {
      const close = tokens.findIndex((t, i) => i > from + 1 && isOperator(t, ')') && t.depth === 0);
      if (close === -1) return null;
      from = close + 1;
    }
  }
  const items: SelectItem[] = [];
  let start = from;
  for (let i = from; i <= tokens.length; i++) {
    const token = tokens[i];
    const isEnd = token === undefined || endsList(tokens, i);
    if (!isEnd && !(isOperator(token, ',') && token.depth === 0)) continue;
    const item = readItem(tokens.slice(start, i));
    if (!item) return null;
    items.push(item);
    start = i + 1;
    if (isEnd) break;
  }
  return items;
}

function endsList(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token?.kind !== 'word' || token.depth !== 0 || !afterList.has(token.value)) return false;
  if (isOperator(tokens[i - 1], '.') || isWord(tokens[i - 1], 'as')) return false;
  // `a is distinct from b` is an operator.
  return !(
    token.value === 'from' &&
    isWord(tokens[i - 1], 'distinct') &&
    /^(is|not)$/.test(tokens[i - 2]?.value ?? '')
  );
}

function readItem(tokens: readonly Token[]): SelectItem | null {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last) return null;
  const item = { isStar: false, isUnnamed: false, expression: tokens, at: first.start };
  if (isOperator(last, '*') && (tokens.length === 1 || isOperator(tokens.at(-2), '.')))
    return { ...item, name: null, isStar: true };
  const before = tokens.at(-2);
  // MySQL takes an alias in single quotes as well.
  const canName = last.kind === 'word' || last.kind === 'name' || (last.kind === 'text' && isWord(before, 'as'));
  if (isWord(before, 'as') && canName && before?.depth === 0)
    return { ...item, name: last.value, expression: tokens.slice(0, -2), at: last.start };
  if (isPlainColumn(tokens)) return { ...item, name: last.value, at: last.start };
  if (canName && isImplicitAlias(last, before))
    return { ...item, name: last.value, expression: tokens.slice(0, -1), at: last.start };
  return {
    ...item,
    name: null,
    isUnnamed: isOperator(last, ')') || isWord(last, 'end') || last.kind === 'text' || last.kind === 'number',
  };
}

/** `a`, `t.a`, `s.t.a` */
export function isPlainColumn(tokens: readonly Token[]): boolean {
  return (
    tokens.length % 2 === 1 &&
    tokens.every((t, i) =>
      i % 2 === 1 ? isOperator(t, '.') : t.kind === 'name' || (t.kind === 'word' && !notAnAlias.has(t.value)),
    )
  );
}

function isImplicitAlias(last: Token, before: Token | undefined): boolean {
  if (last.kind === 'word' && notAnAlias.has(last.value)) return false;
  if (!before) return false;
  if (before.kind === 'operator') return before.value === ')' || before.value === ']';
  return !(before.kind === 'word' && operatorWords.has(before.value));
}
