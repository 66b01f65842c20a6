import { describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { featureSet } from '../features/feature-set.ts';
import type { IdentityRecord } from '../record.ts';
import { defaultRules, withExtras } from '../rules/default-rules.ts';
import { Aliases } from './aliases.ts';
import { comparatorOf } from './comparators.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;
const rules = withExtras(defaultRules, ['extra_birth_place']);

/** Name of the level at which a comparison of the house sees two records; null when nothing can be told. */
function levelOf(comparison: string, a: Values, b: Values, kind: IdentityRecord['kind'] = 'PERSON'): string | null {
  const { comparisons } = kind === 'PERSON' ? rules.persons : rules.organizations;
  const rule = comparisons.find(({ name }) => name === comparison);
  if (!rule) throw new Error(`no comparison ${comparison}`);
  const set = featureSet([identityRecord(a, kind, '1'), identityRecord(b, kind, '2')]);
  const comparator = comparatorOf(rule, set, new Aliases());
  const level = comparator.level(0, 1);
  expect(comparator.level(1, 0), 'the order of the two says nothing').toBe(level);
  expect(level).toBeLessThanOrEqual(rule.levels.length);
  return level === 0 ? null : (rule.levels[level - 1] ?? null);
}

const person = (given_name: string, family_name: string): Values => ({ given_name, family_name });

describe('names of persons', () => {
  it.each([
    ['given', person('Maria', 'Gomez'), person('MARÍA', 'Gómez'), 'exact'],
    ['family', person('Maria', 'Gomez'), person('MARÍA', 'Gómez'), 'exact'],
    ['given', person('Xiaoming', 'Wang'), person('Wang', 'Xiaoming'), 'rearranged'],
    ['given', { name: 'Wang Xiao Ming' }, person('Xiaoming', 'Wang'), 'rearranged'],
    ['given', { name: '王小明' }, person('Xiaoming', 'Wang'), 'exact'],
    ['family', { name: '王小明' }, { name: '王小明先生' }, 'exact'],
    ['given', { name: '張偉' }, { name: '张伟' }, 'exact'],
    ['given', person('William', 'Berg'), person('Bill', 'Berg'), 'alias'],
    ['given', person('Sue', 'Berg'), person('Susan', 'Berg'), 'alias'],
    ['given', person('Theoph', 'Berg'), person('Theophania', 'Berg'), 'near'],
    ['given', person('Wilh', 'Berg'), person('Wilhelmus', 'Berg'), 'alias'],
    ['given', person('Bob', 'Berg'), person('Robet', 'Berg'), 'alias'],
    ['given', person('Paul', 'Berg'), person('Pauline', 'Berg'), 'near'],
    ['given', person('Stone', 'P.'), person('Patrick', 'Stone'), 'rearranged'],
    ['family', person('Stone', 'P.'), person('Patrick', 'Stone'), 'exact'],
    ['given', { name: 'BERG Robin' }, person('Robin', 'Berg'), 'exact'],
    ['given', { name: '王玉' }, { ...person('Grace', 'Wang'), country: 'CN' }, 'other kind'],
    ['given', { name: '王玉' }, { ...person('Grace', 'Wang'), country: 'US' }, 'other'],
    ['given', person('Xiao Ming', 'Wang'), { name: '王小明' }, 'exact'],
    ['family', { name: '薛庆' }, person('Qing', 'Xue'), 'exact'],
    ['given', person('W.', 'Berg'), person('Wilhelm', 'Berg'), 'similar'],
    ['family', person('Anna', 'Lindqvist'), person('Anna', 'Lindqvst'), 'similar'],
    ['given', person('Anna', 'Berg'), person('Ruth', 'Berg'), 'other'],
    ['given', { email: 'a@example.com' }, person('Ruth', 'Berg'), null],
    ['single name', { name: 'Berg' }, person('Anna', 'Berg'), 'in the name'],
    ['single name', { name: 'Stone' }, person('Anna', 'Berg'), 'not in the name'],
    ['single name', person('Anna', 'Berg'), person('Anna', 'Berg'), null],
    ['middle', { name: 'Anna Maria Berg' }, { name: 'Anna M Berg' }, 'similar'],
    ['middle', { name: 'Anna Maria Berg' }, { name: 'Anna Ruth Berg' }, 'other'],
    ['given', person('Sarah', 'Berg'), person('Zara', 'Berg'), 'similar'],
    ['given', person('Keeley', 'Berg'), person('Kaylee', 'Berg'), 'similar'],
    ['given', person('Kayla', 'Berg'), person('Kaylee', 'Berg'), 'near'],
    ['given', person('Anna', 'Berg'), person('Annabelle', 'Berg'), 'near'],
    ['given', person('F.', 'Berg'), person('Paco', 'Berg'), 'similar'],
    ['given', person('B.', 'Berg'), person('Paco', 'Berg'), 'other'],
    ['family', person('Ruth', 'Meyer'), { name: 'Ruth Meyer Berg' }, 'alias'],
    ['family', person('Ana', 'Ortega'), person('Ana', 'Ortega Ruiz'), 'alias'],
    ['full given names', person('Patrick', 'Berg'), person('Patricia', 'Berg'), 'two'],
    ['full given names', person('Pat', 'Berg'), person('Patricia', 'Berg'), null],
    ['full given names', person('Bill', 'Berg'), person('Will', 'Berg'), null],
    ['full given names', person('Maria', 'Berg'), person('Marie', 'Berg'), null],
    ['full given names', person('James', 'Berg'), { name: 'Robert James Berg' }, null],
    ['full given names', person('J', 'Berg'), person('Patricia', 'Berg'), null],
    ['full given names', { name: '王玉' }, { ...person('Grace', 'Wang'), country: 'CN' }, null],
    ['suffix', person('Otto II', 'Berg'), person('Otto I', 'Berg'), 'other'],
    ['suffix', { name: 'John Berg Jr.' }, { name: 'John Berg Sr.' }, 'other'],
    ['suffix', { name: 'John Berg Junior' }, { name: 'John Berg Jr' }, 'exact'],
    ['suffix', { name: 'John Berg Junior' }, { name: 'John Berg' }, 'only one has any'],
    ['employer', { organization_name: 'Berg Ltd' }, { organization_name: 'Berg' }, 'exact'],
    ['employer', { organization_name: 'Berg Ltd' }, { organization_name: 'test account' }, null],
  ])('%s of %j and %j: %s', (comparison, a, b, expected) => expect(levelOf(comparison, a, b)).toBe(expected));
});

describe('numbers, dates and contacts', () => {
  it.each([
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '3.2.1980' }, 'exact'],
    ['email', { email: 'ann+news@example.com' }, { email: 'Ann@example.com' }, 'exact'],
    [
      'address',
      { street: '玄武区建设大道653号, 1762室', city: '南京市' },
      { street: 'No. 653 Jianshe Avenue, Xuanwu District, Room 1762', city: 'Nanjing' },
      'exact',
    ],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '1980-03-02' }, 'one slip'],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '1981-02-03' }, 'one slip'],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '1981-02-04' }, 'two slips'],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '1980-11-28' }, 'year or day'],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: '1957-11-28' }, 'other'],
    ['birth date', { birth_on: '1980-02-03' }, { birth_on: 'unknown' }, null],
    ['nationalId', { national_id: '2724779' }, { national_id: '27 247 79' }, 'exact'],
    ['nationalId', { national_id: '2724779' }, { national_id: '2724778' }, 'slip'],
    ['nationalId', { national_id: '2724779' }, { national_id: '5818249' }, 'other'],
    ['email', { email: 'Anna.Berg77@Example.com' }, { email: 'Anna <anna.berg77@example.com>' }, 'exact'],
    ['email', { email: ['old@example.com', 'anna@example.com'] }, { email: 'anna@example.com' }, 'exact'],
    ['email', { email: 'anna77@example.com' }, { email: 'anna77@example.org' }, 'same name'],
    ['email', { email: 'annaberg@example.com' }, { email: 'anaberg@example.com' }, 'similar'],
    ['email', { email: 'annaberg@example.com' }, { email: 'kontor@example.org' }, 'other'],
    ['email', { email: 'annaberg@example.com' }, { email: 'info@example.com' }, null],
    ['email', { email: 'info@example.com' }, { email: 'Info@example.com' }, 'exact'],
    ['phone', { phone: '(212) 555-0147', country: 'US' }, { phone: '+1 212 555 0147' }, 'exact'],
    ['phone', { phone: '+1 212 555 0147' }, { phone: '+1 212 555 0148' }, 'one digit'],
    ['phone', { phone: '+1 212 555 0147' }, { phone: '+1 646 555 0147' }, 'same ending'],
    ['phone', { phone: '+1 212 555 0147' }, { phone: '+1 212 555 8829' }, 'other'],
    ['gender', { gender: 'F' }, { gender: 'female' }, 'exact'],
    ['gender', { gender: 'F' }, { gender: 'm' }, 'other'],
    ['gender', { gender: 'weiblich' }, { gender: 'Female' }, 'exact'],
    ['gender', { gender: 'unknown' }, { gender: 'F' }, null],
    ['phone', { phone: '020 7946 0958', country: 'United Kingdom' }, { phone: '+44 20 7946 0958' }, 'exact'],
    ['phone', { phone: '030/123-4567' }, { phone: '0301234567' }, 'exact'],
    ['email', { email: 'anna.berg@googlemail.com' }, { email: 'annaberg@gmail.com' }, 'exact'],
    ['email', { email: 'old@example.com; anna@example.com' }, { email: 'anna@example.com' }, 'exact'],
    ['extra_birth_place', { extra_birth_place: 'Oslo' }, { extra_birth_place: 'OSLO' }, 'exact'],
    ['extra_birth_place', { extra_birth_place: 'Trondheim' }, { extra_birth_place: 'Trondhiem' }, 'similar'],
    ['extra_birth_place', { extra_birth_place: 'Oslo' }, { extra_birth_place: 'Bergen' }, 'other'],
  ])('%s of %j and %j: %s', (comparison, a, b, expected) => expect(levelOf(comparison, a, b)).toBe(expected));
});

describe('addresses', () => {
  const home = { street: '12 Main Street', postal_code: '10115', city: 'Springfield' };
  it.each([
    [home, { street: '12 main st.', postal_code: '10115' }, 'exact'],
    [home, { ...home, street: '12 Maine Street' }, 'similar'],
    [home, { postal_code: '10115' }, 'postal code'],
    [home, { city: 'Springfeild' }, 'town'],
    [home, { street: '12 Main Street', postal_code: '99001', city: 'Elsewhere' }, 'elsewhere'],
    [home, { phone: '+1 212 555 0147' }, null],
    [home, { postal_code: 'D-10115' }, 'postal code'],
    [{ city: 'München' }, { city: 'Munich' }, 'town'],
  ])('%j and %j: %s', (a, b, expected) => expect(levelOf('address', a, b)).toBe(expected));
});

describe('names of organisations', () => {
  it.each([
    ['Bergström AB', 'BERGSTROM', 'exact'],
    ['Northwind Traders Ltd', 'NORTHWIND TRADERS', 'exact'],
    ['Northwind Traders', 'Northwind Traders Bergen', 'and more'],
    ['Bergen Traders', 'Northwind Traders Bergen', 'and more'],
    ['Northwind Traders', 'Northwnd Traders', 'similar'],
    ['Northwind Traders', 'Northwnd Traders (Bergen Road)', 'similar'],
    ['Northwind AG', 'Northwind Aktiengesellschaft', 'exact'],
    ['Northwind Traders', 'Contoso Traders', 'a word'],
    ['Northwind Traders', 'Contoso', 'other'],
    ['风行自行车（西安）股份有限公司', 'Xian Fengxing Bicycle Corp.', 'exact'],
    ['西安風行自行車有限公司西安分公司', '西安风行自行车有限公司', 'exact'],
    ['上海远大汽车零部件有限公司', 'SHANGHAI YUANDA AUTO PAR', 'and more'],
    ['zz do not use', 'zz do not use', null],
  ])('%s and %s', (a, b, expected) => {
    const level = levelOf('organization', { organization_name: a }, { organization_name: b }, 'ORGANIZATION');
    expect(level).toBe(expected);
  });

  it('are as many as the firm goes by', () =>
    expect(
      levelOf(
        'organization',
        { organization_name: 'Bergen Import', other_name: 'Northwind' },
        { organization_name: 'Northwind' },
        'ORGANIZATION',
      ),
    ).toBe('exact'));
});
