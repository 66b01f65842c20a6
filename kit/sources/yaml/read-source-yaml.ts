import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { looksSecret } from './fields.ts';
import type { Field } from './fields.ts';
import { isField, sourceFields } from './source-fields.ts';
import type { FieldTree, SourceFields, Values } from './source-fields.ts';

type Report = (offset: number, expected: string, found: string, action: string) => void;

export interface ReadYaml {
  /** Values that could be read; keys with problems are absent. */
  readonly values: Partial<Values<SourceFields>>;
  readonly problems: readonly Problem[];
  /** Where the value of a top-level key stands: the file's beginning when the key is absent. */
  place(key: string, item?: number): { line: number; column: number };
}

/** Reads the text of a source.yaml; every problem at once. */
export function readSourceYaml(file: string, text: string, subgraphs: readonly string[]): ReadYaml {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report: Report = (offset, expected, found, action) =>
    problems.push({ file, ...at(offset), expected, found, action });
  const fields = sourceFields(subgraphs);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });

  for (const error of document.errors) report(error.pos[0], 'YAML', ...explain(error.code, text, error.pos[0]));
  const map = document.contents;
  const place: ReadYaml['place'] = (key, item) => {
    const value = isMap(map) ? map.get(key, true) : undefined;
    const node = item !== undefined && isSeq(value) ? value.items[item] : value;
    return at(offsetOf(node) ?? 0);
  };
  if (document.errors.length > 0) return { values: {}, problems, place };
  if (!isMap(map)) {
    const found = map === null ? 'an empty file' : isSeq(map) ? 'a list' : 'a single value';
    report(0, 'keys with values', found, `write at least ${requiredKeys(fields).join(', ')}`);
    return { values: {}, problems, place };
  }
  return { values: readMap(map, fields, '', report) as Partial<Values<SourceFields>>, problems, place };
}

function readMap(map: YAMLMap, fields: FieldTree, path: string, report: Report): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const keys = Object.keys(fields);
  const start = offsetOf(map) ?? 0;
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    seen.add(key);
    const field = fields[key];
    const offset = offsetOf(pair.key) ?? start;
    if (field === undefined || !keys.includes(key)) {
      const action = didYouMean(key, keys) || `remove it; the keys are ${keys.join(', ')}`;
      report(
        offset,
        `a known key${path && ` of ${path}`}`,
        looksSecret(key) ? 'another key' : `${path && `${path}.`}${key.slice(0, 60)}`,
        action,
      );
      const meant = keys.find((k) => action === `did you mean ${k}?`);
      const field = fields[meant ?? ''];
      if (meant !== undefined) seen.add(meant);
      // The value is read as what was meant, so that its faults are known now and not on the next run.
      if (meant !== undefined && field && isField(field)) readValue(meant, field, pair.value, offset, path, {}, report);
    } else if (isField(field)) readValue(key, field, pair.value, offset, path, values, report);
    else if (isMap(pair.value)) values[key] = readMap(pair.value, field, key, report);
    else if (isScalar(pair.value) && pair.value.value === null) values[key] = readMap(emptyMap, field, key, report);
    else
      report(
        offsetOf(pair.value) ?? offset,
        `keys below ${key}: ${Object.keys(field).join(', ')}`,
        describe(pair.value),
        `indent them below ${key}`,
      );
  }
  for (const [key, field] of Object.entries(fields)) {
    if (seen.has(key)) continue;
    if (!isField(field)) values[key] = defaults(field);
    else if (field.default !== undefined) values[key] = field.default;
    else report(start, `the key ${key}: ${field.expected}`, 'no such key', `add it: ${field.description}`);
  }
  return values;
}

function readValue(
  key: string,
  field: Field<unknown>,
  node: unknown,
  keyOffset: number,
  path: string,
  values: Record<string, unknown>,
  report: Report,
): void {
  const value: unknown = isScalar(node) ? node.value : isSeq(node) || isMap(node) ? node.toJSON() : null;
  const result = field.read(value);
  if ('value' in result) values[key] = result.value;
  else {
    const found = result.found ?? describe(node);
    report(offsetOf(node) ?? keyOffset, `${path && `${path}.`}${key}: ${result.expected}`, found, result.action);
  }
}

const emptyMap = parseDocument<YAMLMap>('{}').contents as YAMLMap;

function defaults(fields: FieldTree): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([k, f]) => [k, isField(f) ? f.default : defaults(f)]));
}

function requiredKeys(fields: FieldTree): string[] {
  return Object.entries(fields).flatMap(([k, f]) => (isField(f) && f.default === undefined ? [k] : []));
}

function offsetOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}

/** A value as a reader knows it; long and secret ones are not shown. */
function describe(node: unknown): string {
  if (isSeq(node)) return 'a list';
  if (isMap(node)) return 'keys with values';
  const value: unknown = isScalar(node) ? node.value : null;
  if (value === null || value === undefined) return 'nothing';
  if (looksSecret(value)) return 'a value that is not shown';
  const shown = String(value).slice(0, 60);
  return typeof value === 'string' ? `the text '${shown}'` : shown;
}

/** The parser's own words may quote the file, which may hold a password: ours do not. */
function explain(code: string, text: string, offset: number): [found: string, action: string] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset + 1);
  if (code === 'TAB_AS_INDENT' || /^\s*\t/.test(line))
    return ['a tab at the beginning of a line', 'indent with blanks'];
  if (code === 'DUPLICATE_KEY') return ['a key that stands there twice', 'remove one of the two'];
  if (code === 'BAD_INDENT')
    return ['a line that does not fit its neighbours', 'indent it like them, and close brackets and quotes before it'];
  if (code === 'MISSING_CHAR')
    return ['a missing character: a bracket, quote, colon or comma', 'close what is open before this place'];
  if (code === 'MULTIPLE_DOCS') return ['a second document (---)', 'keep one system per file'];
  return [`a syntax error (${code})`, 'correct the line: key: value, texts with special characters in quotes'];
}
