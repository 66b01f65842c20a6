import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { ProblemList } from './dataset-problems.ts';

const fileName = z.string('the name of a file in the folder').min(1, 'the name of a file in the folder');
const count = z.int('a whole number').nonnegative('a whole number');

/** dataset.yaml; what else stands there (source, licence) is for people. */
const shape = z.looseObject(
  {
    name: z.string('a name').min(1, 'a name'),
    records: fileName.default('records.csv'),
    truth: fileName.default('truth.csv'),
    recordCount: count.optional(),
    entityCount: count.optional(),
    truePairCount: count.optional(),
  },
  'keys and values: name, records, truth',
);
export type Manifest = z.infer<typeof shape>;

/** Reads dataset.yaml of the folder; null when it has problems. */
export function readManifest(folder: string, problems: ProblemList): Manifest | null {
  const file = join(folder, 'dataset.yaml');
  const place = { file, line: 1, column: 1 };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    const action = 'add dataset.yaml with name, records and truth: `name: ours`, `records: records.csv`';
    problems.add({ ...place, expected: 'a file that can be read', found: 'no file', action });
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const action = 'correct the line: key: value';
    problems.add({ file, line, column: col, expected: 'YAML', found: `a syntax error (${error.code})`, action });
  }
  if (document.errors.length > 0) return null;
  const value: unknown = document.toJS();
  const read = shape.safeParse(value);
  for (const { path, message } of read.error?.issues ?? []) {
    const node = path.length === 0 ? undefined : document.getIn(path, true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    const { line, col } = lines.linePos(Array.isArray(range) ? Number(range[0]) : 0);
    const found = node === undefined ? 'nothing' : 'another value';
    const key = path.join('.');
    const action = key === '' ? 'write name: <name of the set>' : `correct ${key}`;
    problems.add({ file, line: Math.max(1, line), column: Math.max(1, col), expected: message, found, action });
  }
  return read.success ? read.data : null;
}
