import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from '../../../../kit/sources/nearest.ts';
import { renderProblems, type Problem } from '../../../../kit/sources/problem.ts';
import { checkKind, type Path, type Report } from './check-rules.ts';
import { defaultRules } from './default-rules.ts';
import type { Rules } from './rules.ts';
import { keysAt, measureNames, mergeKind, rulesShape } from './rules-shape.ts';

/** Thrown once, with every problem of the file. */
export class RuleProblems extends Error {
  override readonly name = 'RuleProblems';
  constructor(readonly problems: readonly Problem[]) {
    super(`The rules of matching are not in order.\n\n${renderProblems(problems)}`);
  }
}

/** The rules of the file over those of the house; those of the house without one. */
export function readRules(file: string | null): Rules {
  if (file === null) return defaultRules;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    const place = { file, line: 1, column: 1 };
    const action = 'correct the path of the rules';
    throw new RuleProblems([{ ...place, expected: 'a file', found: 'none that can be read', action }]);
  }
  return parseRules(file, text);
}

/**
 * Reads rules from YAML or JSON: `persons` and `organizations` with the keys of KindRules; each key that is given stands in
 * place of the one of the house. Throws RuleProblems with every problem.
 */
export function parseRules(file: string, text: string): Rules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const problems: Problem[] = [];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  for (const error of document.errors)
    problems.push({
      ...at(error.pos[0]),
      expected: 'YAML or JSON',
      found: `a syntax error (${error.code})`,
      action: 'correct the line: key: value, lists as [a, b]',
    });
  if (problems.length > 0) throw new RuleProblems(problems);
  const report: Report = (path, expected, found, action) =>
    problems.push({ ...at(offsetAt(document, path)), expected, found, action });
  const read = rulesShape.safeParse(document.toJS() ?? {});
  for (const issue of read.error?.issues ?? []) reportIssue(issue, document, report);
  if (!read.success) throw new RuleProblems(problems);
  const { persons, organizations } = read.data;
  const rules: Rules = {
    persons: mergeKind(defaultRules.persons, persons),
    organizations: mergeKind(defaultRules.organizations, organizations),
  };
  if (persons) checkKind(persons, rules.persons, defaultRules.persons, ['persons'], report);
  if (organizations)
    checkKind(organizations, rules.organizations, defaultRules.organizations, ['organizations'], report);
  if (problems.length > 0) throw new RuleProblems(problems);
  return rules;
}

function reportIssue(issue: z.core.$ZodIssue, document: Document, report: Report): void {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const keys = keysAt(path);
    for (const key of issue.keys)
      report([...path, key], 'a known key', key.slice(0, 60), didYouMean(key, keys) || `use one of ${keys.join(', ')}`);
    return;
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const words = isScalar(node) && typeof node.value === 'string' ? node.value : '';
  report(path, issue.message, describe(node), didYouMean(words, measureNames) || 'write what is expected');
}

/** Where a key (or, in a list, an entry) stands; the nearest thing above it when it is absent. */
function offsetAt(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined;
    const node = pair?.key ?? (isSeq(parent) && typeof key === 'number' ? parent.items[key] : undefined);
    if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

function describe(node: unknown): string {
  if (isSeq(node)) return node.items.length === 0 ? 'an empty list' : 'a list';
  if (isMap(node)) return 'keys with values';
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === 'string') return `the text '${value.slice(0, 60)}'`;
  return value === null || value === undefined ? 'nothing' : String(value).slice(0, 60);
}
