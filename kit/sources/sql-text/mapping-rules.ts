import type { Column, Relation } from '../../relation.ts';
import { didYouMean, nearest } from '../nearest.ts';
import type { Finding, Token } from './lex.ts';
import { isPlainColumn } from './select-list.ts';
import type { SelectItem } from './select-list.ts';
import { isOperator, isWord } from './statement-rules.ts';

export interface ListRules {
  readonly relation: Relation;
  /** Feeds are read whole and never by key, so their keys may be computed. */
  readonly isFeed: boolean;
}

/** Holds the names and expressions of a mapping against its relation. `at` is where missing columns are reported. */
export function checkSelectList(items: readonly SelectItem[], rules: ListRules, at: number): Finding[] {
  const { relation } = rules;
  const findings: Finding[] = [];
  const names = Object.keys(relation.columns);
  const seen = new Map<string, SelectItem>();
  const suggested = new Set<string>();
  let isComplete = true;

  for (const item of items) {
    if (item.isStar) {
      isComplete = false;
      findings.push({
        at: item.at,
        expected: 'columns by name',
        found: '*',
        action: `name each column and rename it: <legacy name> as <one of ${names.join(', ')}>`,
      });
      continue;
    }
    if (item.name === null) {
      isComplete = false;
      if (item.isUnnamed)
        findings.push({
          at: item.at,
          expected: `a name for the expression`,
          found: 'no name',
          action: `add: as <one of ${names.join(', ')}>`,
        });
      continue;
    }
    const part = columnOf(relation, item.name);
    if (part === null) {
      const free = names.filter((n) => !seen.has(n));
      const near = nearest(item.name, free) ?? nearest(item.name, names);
      if (near !== null) suggested.add(near);
      findings.push({
        at: item.at,
        expected: `a column of ${relation.name}`,
        found: item.name,
        action: near === null ? `rename or remove it; the columns are ${names.join(', ')}` : `did you mean ${near}?`,
      });
      continue;
    }
    if (seen.has(item.name))
      findings.push({
        at: item.at,
        expected: 'each column once',
        found: `${item.name} a second time`,
        action: 'remove one of the two, or rename it to the column that it is',
      });
    seen.set(item.name, item);
    if (part.column.kind === 'key' && !rules.isFeed) findings.push(...checkKeyExpression(item, part.name));
    if (part.column.kind === 'code') findings.push(...checkCodes(item, part.name, part.column));
  }
  findings.push(...checkParts(relation, seen));
  if (isComplete)
    for (const [name, column] of Object.entries(relation.columns)) {
      if (!column.required || seen.has(name) || seen.has(`${name}_1`) || suggested.has(name)) continue;
      findings.push({
        at,
        expected: `the required column ${name}`,
        found: 'no such column',
        action: `add: <legacy column> as ${name} (${column.description})`,
      });
    }
  return findings;
}

/** A canonical column, or a part of a composite key: `account_id_2` is a part of `account_id`. */
function columnOf(relation: Relation, name: string): { name: string; column: Column } | null {
  const whole = relation.columns[name];
  if (whole) return { name, column: whole };
  const base = /^(.+)_[1-9]\d*$/.exec(name)?.[1];
  const column = base === undefined ? undefined : relation.columns[base];
  return base !== undefined && column?.kind === 'key' ? { name: base, column } : null;
}

/** Parts of composite keys: counted from 1 without gaps, at least two, and never beside the whole. */
function checkParts(relation: Relation, seen: ReadonlyMap<string, SelectItem>): Finding[] {
  const findings: Finding[] = [];
  for (const [name, column] of Object.entries(relation.columns)) {
    if (column.kind !== 'key') continue;
    const parts = [...seen.keys()].filter(
      (n) => relation.columns[n] === undefined && columnOf(relation, n)?.name === name,
    );
    const numbers = parts.map((p) => Number(p.slice(name.length + 1))).sort((a, b) => a - b);
    const first = seen.get(parts[0] ?? '');
    if (!first) continue;
    const whole = seen.get(name);
    if (whole)
      findings.push({
        at: whole.at,
        expected: `either ${name} or its parts ${name}_1, ${name}_2`,
        found: 'both',
        action: `remove ${name}: the hub makes it of its parts`,
      });
    else if (numbers.length === 1 || numbers.some((n, i) => n !== i + 1))
      findings.push({
        at: first.at,
        expected: `parts ${name}_1, ${name}_2, ... without gaps, or ${name} alone`,
        found: parts.join(', '),
        action: numbers.length === 1 ? `rename it to ${name}` : 'number the parts from 1',
      });
  }
  return findings;
}

const conversions = new Set(['cast', 'convert', 'try_cast', 'to_char', 'to_number', 'concat', 'concat_ws']);

function checkKeyExpression(item: SelectItem, name: string): Finding[] {
  const tokens = item.expression;
  if (isPlainColumn(tokens) || !tokens.some((t) => readsColumn(t))) return [];
  const first = tokens[0];
  const joins = tokens.some((t) => isOperator(t, '||')) || isWord(first, 'concat') || isWord(first, 'concat_ws');
  const outer = tokens.find((t) => t.depth === 0 && isOperator(t, '::'));
  const call = first?.kind === 'word' && conversions.has(first.value) && isOperator(tokens[1], '(');
  if (!outer && !call && !joins) return [];
  return [
    {
      at: first?.start ?? item.at,
      expected: `the legacy column itself as ${item.name ?? name}`,
      found: joins ? 'a key put together from several values' : `a cast (${castOf(tokens, outer)})`,
      action: joins
        ? `give the parts as ${name}_1, ${name}_2: a computed key can't use an index of the legacy system`
        : 'remove the cast: it keeps the legacy system from using its index; the hub binds keys in their native type',
    },
  ];
}

const readsColumn = (t: Token): boolean =>
  t.kind === 'name' ||
  (t.kind === 'word' &&
    !conversions.has(t.value) &&
    !['as', 'null', 'text', 'char', 'varchar', 'integer', 'bigint'].includes(t.value));

function castOf(tokens: readonly Token[], outer: Token | undefined): string {
  if (!outer) return `${tokens[0]?.value ?? ''}(...)`;
  return `::${tokens[tokens.indexOf(outer) + 1]?.value ?? ''}`;
}

/** Texts after THEN and ELSE of a CASE are the codes that it yields: a misspelt one would read as UNKNOWN for ever. */
function checkCodes(item: SelectItem, name: string, column: Column): Finding[] {
  const findings: Finding[] = [];
  item.expression.forEach((token, i) => {
    const before = item.expression[i - 1];
    if (token.kind !== 'text' || token.depth !== 0) return;
    if (!isWord(before, 'then') && !isWord(before, 'else') && item.expression.length > 1) return;
    if (token.value === 'UNKNOWN' || column.values.includes(token.value)) return;
    findings.push({
      at: token.start,
      expected: `a value of ${name}: ${column.values.join(', ')}`,
      found: `'${token.value.slice(0, 40)}'`,
      action: didYouMean(token.value, column.values) || `use one of them, or 'UNKNOWN'`,
    });
  });
  return findings;
}
