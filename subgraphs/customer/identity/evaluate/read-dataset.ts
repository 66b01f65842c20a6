import { basename, join } from 'node:path';
import { didYouMean } from '../../../../kit/sources/nearest.ts';
import { customers } from '../../relations.ts';
import { byIdentity, type IdentityRecord } from '../record.ts';
import { readCsv } from './csv-file.ts';
import type { Dataset } from './dataset.ts';
import { ProblemList } from './dataset-problems.ts';
import { readManifest, type Manifest } from './read-manifest.ts';

const own = ['system', 'id', 'kind'];
/** Attributes of the customers feed. */
const canonical = Object.keys(customers.columns).filter((name) => name !== 'account_id' && name !== 'kind');
const kinds = new Map<string, IdentityRecord['kind']>([
  ['', null],
  ['person', 'PERSON'],
  ['organization', 'ORGANIZATION'],
]);

const keyOf = (system: string, id: string): string => `${system}\n${id}`;

/**
 * Reads a labelled data set: a folder with dataset.yaml, records.csv (`system,id,kind`, any attributes of the customers
 * feed, `extra_*`) and truth.csv (`system,id,entity`). Several values of one attribute are separated by line feeds.
 * Throws DatasetProblems with every problem at once.
 */
export async function readDataset(folder: string): Promise<Dataset> {
  const problems = new ProblemList();
  const found = readManifest(folder, problems);
  const manifest: Manifest = found ?? { name: basename(folder), records: 'records.csv', truth: 'truth.csv' };
  const { records, places, attributes } = await readRecords(join(folder, manifest.records), problems);
  const truth = await readTruth(join(folder, manifest.truth), places, problems);
  problems.check();
  const { entities, withoutTruth } = entitiesOf(records, truth);
  const notes =
    withoutTruth === 0 ? [] : [`${String(withoutTruth)} records have no truth: each counts as an entity of its own`];
  for (const [key, expected, is] of countsOf(manifest, records.length, entities))
    if (expected !== undefined && expected !== is)
      notes.push(`dataset.yaml says ${key} ${String(expected)}, the files have ${String(is)}`);
  const order = [...records.entries()].sort(([, a], [, b]) => byIdentity(a, b));
  return {
    name: manifest.name,
    records: order.map(([, record]) => record),
    entities: Int32Array.from(order, ([at]) => entities[at] ?? -1),
    withoutTruth,
    attributes,
    notes,
  };
}

interface Header {
  readonly at: ReadonlyMap<string, number>;
  readonly isComplete: boolean;
}

/** Where the columns are; a problem for each that is missing, doubled or unknown. */
function headerOf(
  file: string,
  names: readonly string[],
  required: readonly string[],
  isKnown: (name: string) => boolean,
  known: readonly string[],
  problems: ProblemList,
): Header {
  const at = new Map<string, number>();
  const place = { file, line: 1, column: 1 };
  for (const [index, name] of names.entries()) {
    if (at.has(name))
      problems.add({ ...place, expected: 'each column once', found: `${name} again`, action: 'remove one of the two' });
    else if (!isKnown(name)) {
      const action = didYouMean(name, known) || `use one of ${known.join(', ')}, or call it extra_${name}`;
      problems.add({ ...place, expected: 'columns with known names', found: name.slice(0, 60), action });
    }
    at.set(name, index);
  }
  const missing = required.filter((name) => !at.has(name));
  for (const name of missing)
    problems.add({ ...place, expected: `a column ${name}`, found: names.join(',').slice(0, 200), action: 'add it' });
  return { at, isComplete: missing.length === 0 };
}

type Places = Map<string, { readonly record: number; readonly line: number }>;

async function readRecords(file: string, problems: ProblemList) {
  const records: IdentityRecord[] = [];
  const places: Places = new Map();
  let header: Header = { at: new Map(), isComplete: false };
  let attributes: [string, number][] = [];
  const isKnown = (name: string): boolean =>
    own.includes(name) || canonical.includes(name) || /^extra_\w+$/u.test(name);
  await readCsv(file, problems, {
    onHeader(names) {
      header = headerOf(file, names, ['system', 'id'], isKnown, [...own, ...canonical], problems);
      attributes = [...header.at].filter(([name]) => !own.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1));
    },
    onRow({ cells, line }) {
      if (!header.isComplete) return;
      const cell = (name: string): string => cells[header.at.get(name) ?? -1]?.trim() ?? '';
      const [system, id, kindText] = [cell('system'), cell('id'), cell('kind')];
      const place = { file, line, column: 1 };
      const kind = kinds.get(kindText.toLowerCase());
      if (kind === undefined)
        problems.add({
          ...place,
          expected: 'person, organization or nothing as kind',
          found: kindText.slice(0, 60),
          action: didYouMean(kindText, ['person', 'organization']) || 'leave it empty where nobody knows',
        });
      if (system === '' || id === '')
        problems.add({ ...place, expected: 'a system and an id', found: 'an empty cell', action: 'fill both' });
      const key = keyOf(system, id);
      const first = places.get(key);
      if (first)
        problems.add({
          ...place,
          expected: 'each system and id once',
          found: `${system} ${id} again, first on line ${String(first.line)}`,
          action: 'remove one of the rows, or give it an id of its own',
        });
      places.set(key, first ?? { record: records.length, line });
      const values: Record<string, readonly string[]> = {};
      for (const [name, at] of attributes) {
        const list = valuesIn(cells[at] ?? '');
        if (list.length > 0) values[name] = list;
      }
      records.push({ system, id, kind: kind ?? null, values });
    },
  });
  return { records, places, attributes: attributes.map(([name]) => name) };
}

const valuesIn = (cell: string): string[] =>
  cell
    .split(/\r?\n/)
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** Entity by number of the record. */
async function readTruth(file: string, places: Places, problems: ProblemList): Promise<Map<number, string>> {
  const truth = new Map<number, string>();
  const columns = ['system', 'id', 'entity'];
  let header: Header = { at: new Map(), isComplete: false };
  await readCsv(file, problems, {
    onHeader(names) {
      header = headerOf(file, names, columns, (name) => columns.includes(name), columns, problems);
    },
    onRow({ cells, line }) {
      if (!header.isComplete) return;
      const [system = '', id = '', entity = ''] = columns.map((name) => cells[header.at.get(name) ?? -1]?.trim());
      const place = { file, line, column: 1 };
      if (entity === '')
        problems.add({ ...place, expected: 'an entity', found: 'an empty cell', action: 'fill it, or remove the row' });
      const record = places.get(keyOf(system, id))?.record;
      if (record === undefined && places.size > 0)
        problems.add({
          ...place,
          expected: 'a system and id that records.csv has',
          found: `${system} ${id}`.slice(0, 60),
          action: 'remove the row, or add the record',
        });
      else if (record === undefined) return;
      else if (truth.has(record) && truth.get(record) !== entity)
        problems.add({
          ...place,
          expected: 'one entity for each record',
          found: `another one for ${system} ${id}`,
          action: 'keep the right one of the rows',
        });
      else truth.set(record, entity);
    },
  });
  return truth;
}

function entitiesOf(records: readonly IdentityRecord[], truth: ReadonlyMap<number, string>) {
  const numbers = new Map<string, number>();
  let next = 0;
  const entities = Int32Array.from(records, (_, record) => {
    const entity = truth.get(record);
    if (entity === undefined) return next++;
    const known = numbers.get(entity);
    if (known !== undefined) return known;
    numbers.set(entity, next);
    return next++;
  });
  return { entities, withoutTruth: records.length - truth.size };
}

function countsOf(manifest: Manifest, records: number, entities: Int32Array): [string, number | undefined, number][] {
  const sizes = new Map<number, number>();
  for (const entity of entities) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
  const pairs = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  return [
    ['recordCount', manifest.recordCount, records],
    ['entityCount', manifest.entityCount, sizes.size],
    ['truePairCount', manifest.truePairCount, pairs],
  ];
}
