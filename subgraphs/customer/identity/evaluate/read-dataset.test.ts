import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../kit/test-servers/temporary-folder.ts';
import { withoutAttributes } from './dataset.ts';
import { DatasetProblems } from './dataset-problems.ts';
import { readDataset } from './read-dataset.ts';

const manifest = 'name: made\nrecords: records.csv\ntruth: truth.csv\nrecordCount: 3\n';
const truth = 'system,id,entity\ncrm,1,A\ncrm,2,A\nerp,1,B\n';
const records = `system,id,kind,name,email,extra_shoe size\n`.replace(' size', '_size');

/** The problems of a folder as `file:line expected | found | action`. */
async function problemsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const error: unknown = await readDataset(temporaryFolder(files)).catch((e: unknown) => e);
  if (!(error instanceof DatasetProblems)) throw new Error('no DatasetProblems', { cause: error });
  return error.problems.map(
    ({ file, line, expected, found, action }) =>
      `${file.split('/').at(-1) ?? ''}:${String(line)} ${expected} | ${found} | ${action}`,
  );
}

describe('a data set in order', () => {
  it('gives records with their attributes, several values split by line feeds, and entities', async () => {
    const rows =
      'crm,1,person,"Berg, Anna","a@example.com\nb@example.com",39\ncrm,2,Person,,,\nerp,1,organization,Berg AS,,\n';
    const set = await readDataset(
      temporaryFolder({ 'dataset.yaml': manifest, 'records.csv': `\ufeff${records}${rows}`, 'truth.csv': truth }),
    );
    expect(set.records).toEqual([
      {
        system: 'crm',
        id: '1',
        kind: 'PERSON',
        values: { name: ['Berg, Anna'], email: ['a@example.com', 'b@example.com'], extra_shoe_size: ['39'] },
      },
      { system: 'crm', id: '2', kind: 'PERSON', values: {} },
      { system: 'erp', id: '1', kind: 'ORGANIZATION', values: { name: ['Berg AS'] } },
    ]);
    expect([...set.entities]).toEqual([0, 0, 1].map((n, at) => (n === 0 ? 0 : set.entities[at])));
    expect(set.entities[2]).not.toBe(set.entities[0]);
    expect([set.name, set.withoutTruth, set.notes]).toEqual(['made', 0, []]);
    expect(set.attributes).toEqual(['email', 'extra_shoe_size', 'name']);
    expect(withoutAttributes(set, ['email']).records[0]?.values).toEqual({
      name: ['Berg, Anna'],
      extra_shoe_size: ['39'],
    });
  });

  it('counts records without truth as entities of their own, and says so', async () => {
    const rows = 'crm,1,,A,,\ncrm,2,,B,,\nerp,1,,C,,\nerp,2,,D,,\n';
    const set = await readDataset(
      temporaryFolder({
        'dataset.yaml': manifest,
        'records.csv': records + rows,
        'truth.csv': 'system,id,entity\ncrm,1,A\ncrm,2,A\n',
      }),
    );
    expect(set.withoutTruth).toBe(2);
    expect(new Set(set.entities).size).toBe(3);
    expect(set.notes).toEqual([
      '2 records have no truth: each counts as an entity of its own',
      'dataset.yaml says recordCount 3, the files have 4',
    ]);
  });

  it('needs no kind', async () => {
    const set = await readDataset(
      temporaryFolder({
        'dataset.yaml': 'name: made',
        'records.csv': 'system,id,name\ncrm,1,Berg\n',
        'truth.csv': 'system,id,entity\ncrm,1,A\n',
      }),
    );
    expect(set.records[0]?.kind).toBe(null);
  });
});

describe('problems of a data set are told all at once, with the place and what to do', () => {
  it('missing files', async () => {
    const problems = await problemsOf({});
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'dataset.yaml:1',
      'records.csv:1',
      'truth.csv:1',
    ]);
    expect(problems[1]).toBe(
      'records.csv:1 a file that can be read | no file | add the file, or correct its name in dataset.yaml',
    );
  });

  it('columns: missing, unknown with the nearest name, doubled', async () => {
    const problems = await problemsOf({
      'dataset.yaml': manifest,
      'records.csv': 'system,givenname,shoe_size,city,city\ncrm,a,b,c,d\n',
      'truth.csv': 'system,entity\ncrm,A\n',
    });
    expect(problems).toContain('records.csv:1 columns with known names | givenname | did you mean given_name?');
    expect(problems.find((problem) => problem.includes('shoe_size'))).toContain('or call it extra_shoe_size');
    expect(problems).toContain('records.csv:1 each column once | city again | remove one of the two');
    expect(problems).toContain('records.csv:1 a column id | system,givenname,shoe_size,city,city | add it');
    expect(problems).toContain('truth.csv:1 a column id | system,entity | add it');
  });

  it('rows: doubled, of unknown kind, without id, of another length; truth without record, twice, empty', async () => {
    const rows = 'crm,1,person,"two\nlines",,\ncrm,1,persn,B,,\ncrm,,,C,,\ncrm,4,person\n';
    const problems = await problemsOf({
      'dataset.yaml': manifest,
      'records.csv': records + rows,
      'truth.csv': 'system,id,entity\ncrm,9,A\ncrm,1,\ncrm,1,B\n',
    });
    expect(problems).toContain(
      'records.csv:4 each system and id once | crm 1 again, first on line 2 | remove one of the rows, or give it an id of its own',
    );
    expect(problems).toContain('records.csv:4 person, organization or nothing as kind | persn | did you mean person?');
    expect(problems).toContain('records.csv:5 a system and an id | an empty cell | fill both');
    expect(problems.find((problem) => problem.startsWith('records.csv:6'))).toContain('6 cells, as the header has | 3');
    expect(problems).toContain(
      'truth.csv:2 a system and id that records.csv has | crm 9 | remove the row, or add the record',
    );
    expect(problems).toContain('truth.csv:3 an entity | an empty cell | fill it, or remove the row');
    expect(problems).toContain(
      'truth.csv:4 one entity for each record | another one for crm 1 | keep the right one of the rows',
    );
  });

  it('what is no CSV and no YAML', async () => {
    const problems = await problemsOf({
      'dataset.yaml': 'name: [',
      'records.csv': `${records}crm,1,person,"open\n`,
      'truth.csv': truth,
    });
    expect(problems.find((problem) => problem.startsWith('dataset.yaml'))).toContain('YAML | a syntax error');
    expect(problems.find((problem) => problem.startsWith('records.csv'))).toContain('CSV as of RFC 4180');
  });

  it('of thousands alike only the first, and how many more', async () => {
    const rows = Array.from({ length: 500 }, () => 'crm,1,person,A,,\n').join('');
    const problems = await problemsOf({
      'dataset.yaml': manifest,
      'records.csv': records + rows,
      'truth.csv': 'system,id,entity\ncrm,1,A\n',
    });
    expect(problems.length).toBe(11);
    expect(problems.at(-1)).toContain('489 more of this kind');
  });
});
