import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from '../../../kit/sources/nearest.ts';
import { renderProblems, type Problem } from '../../../kit/sources/problem.ts';
import { checkMeaning, type Path, type Report } from './check-rules.ts';
import { criterionNames } from './criteria.ts';
import {
  goldenFields,
  survivorshipRules,
  type GoldenField,
  type RuleChanges,
  type SurvivorshipRules,
} from './rules.ts';
import { keysAt, rulesShape, type RulesFile } from './rules-shape.ts';

/** Thrown once, with every problem of the file. */
export class SurvivorshipProblems extends Error {
  override readonly name = 'SurvivorshipProblems';
  constructor(readonly problems: readonly Problem[]) {
    super(`The rules of HUB_SURVIVORSHIP_FILE are not in order.\n\n${renderProblems(problems)}`);
  }
}

/** The rules of the file, or those of the house without one. `systems` are those that feed the hub; null when they are not known. */
export function readRules(file: string | null, systems: readonly string[] | null): SurvivorshipRules {
  if (file === null) return survivorshipRules();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    const action = 'correct HUB_SURVIVORSHIP_FILE, or unset it';
    const place = { file, line: 1, column: 1 };
    throw new SurvivorshipProblems([{ ...place, expected: 'a file', found: 'none that can be read', action }]);
  }
  return parseRules(file, text, systems);
}

/** Reads the text of a rules file. Throws SurvivorshipProblems with every problem. */
export function parseRules(file: string, text: string, systems: readonly string[] | null): SurvivorshipRules {
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
      expected: 'YAML',
      found: `a syntax error (${error.code})`,
      action: 'correct the line: key: value, lists as [a, b]',
    });
  if (problems.length > 0) throw new SurvivorshipProblems(problems);
  const report: Report = (path, expected, found, action) =>
    problems.push({ ...at(offsetAt(document, path)), expected, found, action });

  const value: unknown = document.toJS() ?? {};
  const read = rulesShape.safeParse(value);
  for (const issue of read.error?.issues ?? []) reportIssue(issue, document, report);
  checkMeaning(value, systems, report);
  if (problems.length > 0 || !read.success) throw new SurvivorshipProblems(problems);
  return survivorshipRules(changesOf(read.data));
}

function changesOf({ trust, fields = {}, spelling }: RulesFile): RuleChanges {
  const changed: Partial<Record<GoldenField, { trust?: readonly string[]; steps?: RuleSteps }>> = {};
  for (const field of goldenFields) {
    const rule = fields[field];
    if (rule)
      changed[field] = { ...(rule.trust && { trust: rule.trust }), ...(rule.criteria && { steps: rule.criteria }) };
  }
  return { ...(trust && { trust }), ...(spelling && { spelling }), fields: changed };
}
type RuleSteps = SurvivorshipRules['spelling'];

function reportIssue(issue: z.core.$ZodIssue, document: Document, report: Report): void {
  const { path } = issue;
  const unknownKey = (key: string, parent: Path): void => {
    const keys = keysAt(parent);
    report([...parent, key], 'a known key', key.slice(0, 60), didYouMean(key, keys) || `use one of ${keys.join(', ')}`);
  };
  if (issue.code === 'unrecognized_keys') for (const key of issue.keys) unknownKey(key, path);
  else if (issue.code === 'invalid_key') unknownKey(String(path.at(-1)), path.slice(0, -1));
  else {
    const found = nodeAt(document, path);
    const words = isScalar(found) && typeof found.value === 'string' ? found.value : '';
    const choices = [...criterionNames, ...goldenFields];
    report(
      path,
      issue.message,
      describe(found),
      didYouMean(words, choices) || 'write what is expected, or leave the key out',
    );
  }
}

const nodeAt = (document: Document, path: Path): unknown =>
  path.length === 0 ? document.contents : document.getIn(path, true);

/** Where a key (or, in a list, an entry) stands; the nearest thing above it when it is absent. */
function offsetAt(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = nodeAt(document, path.slice(0, length - 1));
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
