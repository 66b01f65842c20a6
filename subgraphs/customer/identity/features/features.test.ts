import { describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { postalArea, streetParts } from './address.ts';
import { FeatureColumn } from './column.ts';
import { readDate } from './date.ts';
import { featureSet } from './feature-set.ts';
import { personName } from './person-name.ts';
import { readingOf } from './reading.ts';
import { soundOf } from './sound.ts';

const named = (name: string) => personName(identityRecord({ name }));
const inParts = (given_name: string, family_name: string) => personName(identityRecord({ given_name, family_name }));

describe('names of persons', () => {
  it.each([
    ['Dr. Anna Maria Berg', 'anna', 'maria', 'berg'],
    ['Berg, Anna', 'anna', '', 'berg'],
    ['Mr John Berg Jr.', 'john', '', 'berg'],
    ['王小明', 'xiaoming', '', 'wang'],
    ['王 小明 先生', 'xiaoming', '', 'wang'],
    ['張偉', 'wei', '', 'zhang'],
    ['欧阳娜娜', 'nana', '', 'ouyang'],
    ['單小明', 'xiaoming', '', 'shan'],
    ['王小明 (David)', 'xiaoming', '', 'wang'],
  ])('%s is %s, %s, %s', (name, given, middle, family) => {
    expect(named(name)).toMatchObject({ given, middle, family, single: '' });
  });

  it('is the same in characters, in characters by parts, and in pinyin by parts', () => {
    const { given, family } = named('王小明');
    expect(inParts('小明', '王')).toMatchObject({ given, family });
    expect(inParts('Xiaoming', 'Wang')).toMatchObject({ given, family });
  });

  it('keeps a word alone apart, since nobody knows which part it is', () =>
    expect(named('Berg')).toMatchObject({ given: '', family: '', single: 'berg' }));

  it('are read no further than names go, whatever somebody wrote', () => {
    const words = 'Berg '.repeat(200_000);
    const { name, organizations } = readingOf(identityRecord({ name: `Anna ${words}`, organization_name: words }));
    expect(name.words.length).toBeLessThan(300);
    expect(organizations[0]?.length).toBeLessThanOrEqual(1_000);
  });

  it('tells father from son', () => {
    expect(named('John Berg Sr.').suffix).toBe('sr');
    expect(named('John Berg junior').suffix).toBe('jr');
    expect(named('John Berg').suffix).toBe('');
  });

  it('finds rearranged and split Chinese names by one key', () => {
    const forms = featureSet([
      identityRecord({ name: 'Wang Xiao Ming' }),
      identityRecord({ given_name: 'Xiaoming', family_name: 'Wang' }),
      identityRecord({ name: '王小明' }),
    ]).columns.get('forms');
    const of = (record: number): string[] =>
      Array.from({ length: (forms?.end(record) ?? 0) - (forms?.start(record) ?? 0) }, (_, at) =>
        forms ? forms.text(forms.at(forms.start(record) + at)) : '',
      );
    for (const record of [0, 1, 2]) expect(of(record)).toContain('wangxiaoming');
  });
});

describe('streets', () => {
  it.each([
    ['12 Main Street, Apt 4', 'main st apt', '12'],
    ['Hauptstraße 5', 'haupt st', '5'],
    ['Hauptstr. 5', 'haupt st', '5'],
    ['Calle Mayor 7', 'c mayor', '7'],
    ['', '', ''],
    ['Postfach 22 99 99', 'postfach', '229999'],
    ['Hauptstr. 5 A', 'haupt st', '5a'],
    ['5 E Main Street', 'e main st', '5'],
  ])('%s is %s, house %s', (text, street, house) => expect(streetParts(text)).toEqual({ street, house }));

  it.each([
    ['SW1A 2AA', 'sw1a'],
    ['10115', '101'],
    ['', ''],
  ])('postal area of %s is %s', (code, area) => expect(postalArea(code)).toBe(area));
});

describe('dates', () => {
  it.each([
    ['1980-02-03', '1980-02-03'],
    ['19800203', '1980-02-03'],
    ['1980/2/3', '1980-02-03'],
    ['1980-02-03T00:00:00Z', '1980-02-03'],
    ['2/13/80', '1980-02-13'],
    ['2/13/2004', '2004-02-13'],
    ['3/12/07', '2007-03-12'],
    ['3.2.1980', '1980-02-03'],
    ['1851-21-01', '1851-21-01'],
    ['20/8/1991', '1991-08-20'],
    ['8/20/1991 12:00 AM', '1991-08-20'],
    ['20-08-1991', '1991-08-20'],
    ['08-20-1991', '1991-08-20'],
    ['20081991', '1991-08-20'],
    ['19911399', '1991-13-99'],
    ['1991年8月20日', '1991-08-20'],
    ['0000-00-00', ''],
    ['1/1/1900', ''],
    ['soon', ''],
    ['', ''],
  ])('%s is %s', (text, date) => expect(readDate(text)).toBe(date));
});

describe('sounds', () => {
  it.each([
    ['philip', 'fillip'],
    ['meyer', 'maier'],
    ['berg', 'berrg'],
  ])('%s sounds like %s', (a, b) => expect(soundOf(a)).toBe(soundOf(b)));
  it('tells other words apart, and keeps other scripts', () => {
    expect(soundOf('berg')).not.toBe(soundOf('stone'));
    expect([soundOf(''), soundOf('петров')]).toEqual(['', 'пе']);
  });
});

describe('a column of features', () => {
  it('keeps each value of a record once, counts records per value, and leaves empty ones out', () => {
    const column = new FeatureColumn();
    column.push(['a', 'b', 'a']);
    column.push(['']);
    column.push(['b']);
    expect([column.filled, column.size]).toEqual([2, 2]);
    expect([0, 1].map((id) => [column.text(id), column.count(id)])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect([0, 1, 2].map((record) => column.end(record) - column.start(record))).toEqual([2, 0, 1]);
    expect([column.first(1), column.first(2)]).toEqual([-1, 1]);
    // one other record counts as one of five hundred: so few say nothing of how common a value is
    expect(column.frequency(1)).toBe(1 / 500);
  });
});
