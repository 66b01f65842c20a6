import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../kit/test-servers/temporary-folder.ts';
import { parseRules, readRules, SurvivorshipProblems } from './read-rules.ts';
import { goldenFields, survivorshipRules } from './rules.ts';

const systems = ['erp', 'crm', 'shop'];
const file = 'survivorship.yaml';
const parse = (text: string) => parseRules(file, text, systems);

function problemsOf(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof SurvivorshipProblems)) throw error;
    return error.problems.map((p) => `${String(p.line)}:${String(p.column)} ${p.expected} | ${p.found} | ${p.action}`);
  }
  return [];
}

describe('a rules file', () => {
  test('changes what it names and nothing else', () => {
    const rules = parse(`
trust: [erp, crm]
fields:
  birthOn: { trust: [crm] }
  familyName:
    criteria: [{ AGREES_WITH: displayName }, MOST_COMPLETE]
spelling: [MOST_RECENT]
`);
    const house = survivorshipRules();
    for (const field of goldenFields) {
      expect(rules.fields[field].trust).toEqual(field === 'birthOn' ? ['crm'] : ['erp', 'crm']);
      expect(rules.fields[field].steps).toEqual(
        field === 'familyName' ? [{ AGREES_WITH: 'displayName' }, 'MOST_COMPLETE'] : house.fields[field].steps,
      );
    }
    expect(rules.spelling).toEqual(['MOST_RECENT']);
  });

  test('that is empty, or that is not named, leaves the rules of the house: no source is preferred', () => {
    expect(parse('# nothing\n')).toEqual(survivorshipRules());
    expect(readRules(null, systems)).toEqual(survivorshipRules());
    for (const field of goldenFields) expect(survivorshipRules().fields[field].trust).toEqual([]);
  });

  test('the rules of the house pass their own checks when they are written into a file', () => {
    const { fields, spelling } = survivorshipRules();
    const written = Object.fromEntries(goldenFields.map((field) => [field, { criteria: fields[field].steps }]));
    expect(parse(JSON.stringify({ fields: written, spelling }))).toEqual(survivorshipRules());
  });

  test('tells every problem at once, with its place and what to do', () => {
    expect(
      problemsOf(`trsut: [erp]
trust: [erp, crn, erp]
fields:
  birthday: { criteria: [MOST_RECENT] }
  gender: { criteria: [MOST_RECNT], trust: erp }
  kind: { criteria: [{ AGREES_WITH: displayName }] }
  taxNumber: { criteria: [MOST_RECENT], trust: [erp] }
  familyName: { criteria: [] }
spelling: LONGEST
`).sort(),
    ).toMatchInlineSnapshot(`
      [
        "1:1 a known key | trsut | did you mean trust?",
        "2:14 a system that has customers: erp, crm, shop | crn | did you mean crm?",
        "2:19 every entry once | "erp" again | remove it: the first one counts",
        "4:3 a known key | birthday | use one of kind, displayName, organizationName, familyName, givenName, middleName, birthOn, gender, taxNumber, primaryEmail, primaryPhone, primaryAddress",
        "5:24 one of TRUSTED_SOURCE, MOST_RECENT, MOST_FREQUENT, MOST_COMPLETE, BEST_WRITTEN, LISTED_FIRST, or { AGREES_WITH: <field> } | the text 'MOST_RECNT' | did you mean MOST_RECENT?",
        "5:37 a list of systems, the most trusted first: [erp, crm] | the text 'erp' | write what is expected, or leave the key out",
        "5:37 trust only where TRUSTED_SOURCE is among the criteria | criteria without it | add TRUSTED_SOURCE to the criteria, or remove trust",
        "6:22 a field that is decided before kind: none: it is decided first | displayName | name an earlier field, or remove the step",
        "7:41 trust only where TRUSTED_SOURCE is among the criteria | criteria without it | add TRUSTED_SOURCE to the criteria, or remove trust",
        "8:17 at least one criterion | an empty list | write what is expected, or leave the key out",
        "9:1 a list of criteria: [BEST_WRITTEN] | the text 'LONGEST' | write what is expected, or leave the key out",
      ]
    `);
  });

  test.each([
    ['fields: [a', /^1:\d+ YAML \| a syntax error/],
    ['- a', /^1:1 the keys trust, fields and spelling \| a list/],
    ['fields: { kind: MOST_RECENT }', /^1:11 keys trust and criteria \| the text 'MOST_RECENT'/],
    ['trust: [4]', /^1:9 the id of a system in text \| 4/],
    ['fields: { kind: { criteria: [{ AGREES: x }] } }', /AGREES/],
    ['fields: { familyName: { criteria: [{ AGREES_WITH: nobody }] } }', /AGREES_WITH: <field>/],
  ])('%s is refused', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test('is read from disk; one that is not there is told in the words of the house', () => {
    const folder = temporaryFolder({ [file]: 'trust: [shop]\n' });
    expect(readRules(join(folder, file), systems).fields.kind.trust).toEqual(['shop']);
    expect(() => readRules(join(folder, 'none.yaml'), systems)).toThrow(
      /HUB_SURVIVORSHIP_FILE are not in order.*none\.yaml:1:1\n {2}expected a file.*to do {4}correct HUB_SURVIVORSHIP_FILE/s,
    );
  });
});
